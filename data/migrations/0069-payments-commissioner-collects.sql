-- Nobody hands out more than they hold: who appoints collectors and kiosk operators may collect.
insert into identity.role_permissions (role, permission) values ('commissioner', 'payments.collect')
on conflict do nothing;
