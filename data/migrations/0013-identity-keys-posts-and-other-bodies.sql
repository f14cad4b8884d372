-- Keys that are kept for ever, posts that are made and abolished by an order, the council's powers, and who answers where the town does not.

-- A key is never removed and never exchanged: only its retirement is written. The tables behind a QR read it in every town of the state.
alter table kernel.signing_keys add column is_last boolean not null default false;
comment on column kernel.signing_keys.is_last is 'True when the body ended with this key (a merger): no other follows, and it verifies for ever.';
alter table kernel.signing_keys add constraint last_key_is_retired check (not is_last or retired_at is not null);
create unique index signing_keys_current on kernel.signing_keys (tenant_id) where retired_at is null;
create index signing_keys_key on kernel.signing_keys (key_id);
drop policy deleters on kernel.signing_keys;
revoke update, delete on kernel.signing_keys from khasra_app;
grant update (tenant_id, retired_at, is_last), select (is_last) on kernel.signing_keys to khasra_app;
select kernel.publish_columns('kernel.signing_keys', 'tenant_id, key_id, public_key, valid_from, retired_at, is_last');

comment on column kernel.journal_entries.post_id is 'The post by whose power it was done; null for a citizen or a role without post.';
comment on column kernel.journal_entries.holder_id is 'identity.post_holdings.holding_id: who held the post then, in which capacity and by which order.';

alter table identity.posts add column instrument text not null default 'as found';
comment on column identity.posts.instrument is 'The order that made the post.';

-- While a council is dissolved its powers are held by one administrator: a holding of the council's post in that capacity.
insert into identity.roles (role, role_class, names, sort_order) values
  ('council', 'staff', '{"en":"Municipal council","hi":"नगर परिषद","mr":"नगरपरिषद"}', 13);
insert into identity.permissions (permission, names) values
  ('identity.act-for-council', '{"en":"Act with the powers of the council","hi":"परिषद की शक्तियों से कार्य करना","mr":"परिषदेच्या अधिकारांनी काम करणे"}'),
  ('kernel.rotate-keys', '{"en":"Change the key that signs receipts and certificates","hi":"रसीदों और प्रमाणपत्रों पर हस्ताक्षर करने वाली कुंजी बदलना","mr":"पावत्या व प्रमाणपत्रांवर स्वाक्षरी करणारी की बदलणे"}');
insert into identity.role_permissions (role, permission) values
  ('council', 'identity.act-for-council'), ('council', 'identity.manage-masters'),
  ('commissioner', 'kernel.rotate-keys'), ('state-administrator', 'kernel.rotate-keys');

-- "Not ours, go there": an area of a set may be another body's.
alter table identity.boundaries add column other_body jsonb check (other_body ? 'names');
comment on column identity.boundaries.other_body is 'Who answers in this area when it is not the town: {"names":{…},"town":code of a town of this state,"contact":text}. Null: the town itself.';
grant select (other_body) on identity.boundaries to khasra_reader;
create or replace view identity.current_boundaries_view with (security_invoker = true) as
  select b.tenant_id, b.boundary_id, b.boundary_set_id, s.code as set_code, s.straddler_rule, b.code, b.names, b.geom, b.valid_from, b.valid_to, b.other_body
  from identity.boundaries b
  join identity.boundary_sets s on s.tenant_id = b.tenant_id and s.boundary_set_id = b.boundary_set_id
  where b.superseded_at = 'infinity';
