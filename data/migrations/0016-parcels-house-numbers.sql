-- House numbers stand on doors for all to see, and so they do on the map. Nothing else of an address is published.
select kernel.publish_columns('parcels.addresses', 'tenant_id, address_id, house_number');
