-- A state sets what its towns inherit, at its own address and as the application; there it also sees who differs.
insert into identity.permissions (permission, names) values
  ('identity.manage-masters', '{"en":"Set values that differ from the state, by an order","hi":"आदेश से राज्य से भिन्न मान तय करना","mr":"आदेशाने राज्यापेक्षा वेगळी मूल्ये ठरवणे"}');
insert into identity.role_permissions (role, permission) values
  ('commissioner', 'identity.manage-masters'), ('state-administrator', 'identity.manage-masters');

drop policy readers on identity.masters;
create policy readers on identity.masters for select to khasra_app using (
  (state_id is null or state_id = nullif(current_setting('app.state', true), '')::int) and
  (tenant_id is null or tenant_id = nullif(current_setting('app.tenant', true), '')::int or (
    current_setting('app.tenant', true) = current_setting('app.state', true) and current_setting('app.role_class', true) in ('staff', 'auditor', 'system') and
    exists (select 1 from kernel.tenants t where t.tenant_id = masters.tenant_id and t.state_id = nullif(current_setting('app.state', true), '')::int))));

drop policy inserters on identity.masters;
create policy inserters on identity.masters for insert to khasra_app with check (
  current_setting('app.role_class', true) in ('staff', 'system') and (
    (scope = 'ulb' and state_id is null and town_class is null and tenant_id = nullif(current_setting('app.tenant', true), '')::int) or
    (scope in ('state', 'class') and tenant_id is null and state_id = nullif(current_setting('app.state', true), '')::int
      and current_setting('app.tenant', true) = current_setting('app.state', true))));

drop policy updaters on identity.masters;
create policy updaters on identity.masters for update to khasra_app using (
  current_setting('app.role_class', true) in ('staff', 'system') and (
    (scope = 'ulb' and state_id is null and town_class is null and tenant_id = nullif(current_setting('app.tenant', true), '')::int) or
    (scope in ('state', 'class') and tenant_id is null and state_id = nullif(current_setting('app.state', true), '')::int
      and current_setting('app.tenant', true) = current_setting('app.state', true))));
