-- The phonetic key of a name, so that two entries of one person are found however each was spelt and in whichever script.
alter table people.persons add column name_key text collate "C";
comment on column people.persons.name_key is 'Consonant skeletons of the name''s words, sorted (rules-names.ts nameKeyOf); null until it is reckoned.';
create index persons_name_key on people.persons (tenant_id, name_key);
alter table people.organisations add column name_key text collate "C";
comment on column people.organisations.name_key is 'As people.persons.name_key.';
create index organisations_name_key on people.organisations (tenant_id, name_key);
