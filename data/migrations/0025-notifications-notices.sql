-- Notices to people and posts, their way out by SMS, WhatsApp and e-mail, and what came back.
create schema notifications;
grant usage on schema notifications to khasra_app, khasra_reader;

create sequence notifications.notices_notice_id;
create table notifications.notices (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  notice_id bigint not null default nextval('notifications.notices_notice_id'),
  template text not null,
  template_from date not null,
  party_id bigint,
  user_id bigint,
  post_id bigint,
  texts jsonb not null,
  link text check (link ~ '^/[^/]' or link = '/'),
  subject_kind text not null check (subject_kind ~ '^[a-z-]{2,40}$'),
  subject_id bigint not null,
  urgent boolean not null,
  dedupe_key text not null check (length(dedupe_key) between 1 and 300),
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, notice_id),
  unique (tenant_id, dedupe_key),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, post_id) references identity.posts (tenant_id, post_id) on delete restrict,
  check (num_nonnulls(party_id, user_id, post_id) = 1)
);
comment on table notifications.notices is 'What was told to whom, in three languages; written in the transaction that it tells of. It is also the inbox inside the application.';
create index notices_party on notifications.notices (tenant_id, party_id, notice_id desc) where party_id is not null;
create index notices_user on notifications.notices (tenant_id, user_id, notice_id desc) where user_id is not null;
create index notices_post on notifications.notices (tenant_id, post_id, notice_id desc) where post_id is not null;
create index notices_subject on notifications.notices (tenant_id, subject_kind, subject_id);
-- Whoever acts may cause a notice to someone else, without being able to read it.
select kernel.guard_table('notifications.notices', '{staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}',
  own_read => 'party_id = nullif(current_setting(''app.person'', true), '''')::bigint or user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint',
  append_only => true);

create table notifications.readings (
  tenant_id int not null,
  notice_id bigint not null,
  user_id bigint not null,
  read_at timestamptz(3) not null default now(),
  primary key (tenant_id, notice_id, user_id),
  foreign key (tenant_id, notice_id) references notifications.notices (tenant_id, notice_id) on delete cascade
);
comment on table notifications.readings is 'Which user has read which notice; a post''s notice is read by each holder for himself.';
select kernel.guard_table('notifications.readings', '{staff,auditor,system}', '{citizen,staff,auditor,system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint', append_only => true);

create sequence notifications.deliveries_delivery_id;
create table notifications.deliveries (
  tenant_id int not null,
  delivery_id bigint not null default nextval('notifications.deliveries_delivery_id'),
  notice_id bigint not null,
  channel text not null check (channel in ('sms', 'whatsapp', 'email')),
  language text not null check (language in ('en', 'hi', 'mr')),
  sent_to text,
  subject_line text,
  text text,
  approval jsonb,
  provider text,
  attempts int not null default 0 check (attempts >= 0),
  not_before timestamptz(3),
  last_tried_at timestamptz(3),
  withheld_because text,
  accepted_at timestamptz(3),
  provider_message_id text,
  delivered_at timestamptz(3),
  failed_at timestamptz(3),
  failure text,
  planned_at timestamptz(3) not null default now(),
  primary key (tenant_id, delivery_id),
  unique (tenant_id, notice_id, channel),
  foreign key (tenant_id, notice_id) references notifications.notices (tenant_id, notice_id) on delete cascade,
  check (withheld_because is null or accepted_at is null)
);
comment on table notifications.deliveries is 'One way out of one notice: where to, in which words, what was tried, what the provider said. Its state is computed from these times.';
create index deliveries_address on notifications.deliveries (tenant_id, sent_to, accepted_at) where accepted_at is not null;
create index deliveries_message on notifications.deliveries (tenant_id, provider, provider_message_id) where provider_message_id is not null;
create index deliveries_failed on notifications.deliveries (tenant_id, delivery_id) where failed_at is not null or withheld_because is not null;
select kernel.guard_table('notifications.deliveries', '{staff,auditor,system}', '{system}');

create table notifications.callbacks (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  provider text not null,
  callback_id text not null check (length(callback_id) between 8 and 100),
  received_at timestamptz(3) not null default now(),
  primary key (tenant_id, provider, callback_id)
);
comment on table notifications.callbacks is 'Reports of providers that were taken: the same one again is refused.';
create index callbacks_received on notifications.callbacks (tenant_id, received_at);
select kernel.guard_table('notifications.callbacks', '{staff,auditor,system}', '{system}', append_only => true);

create table notifications.preferences (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  owner_kind text not null check (owner_kind in ('person', 'user')),
  owner_id bigint not null,
  language text check (language in ('en', 'hi', 'mr')),
  refused_channels text[] not null default '{}' check (refused_channels <@ '{sms,whatsapp,email}'),
  set_at timestamptz(3) not null default now(),
  primary key (tenant_id, owner_kind, owner_id)
);
comment on table notifications.preferences is 'In which language someone wants to be told, and by which ways not. The inbox inside the application cannot be refused.';
select kernel.guard_table('notifications.preferences', '{staff,auditor,system}', '{system}',
  own_read => '(owner_kind = ''person'' and owner_id = nullif(current_setting(''app.person'', true), '''')::bigint) or (owner_kind = ''user'' and owner_id = nullif(current_setting(''app.user_id'', true), '''')::bigint)');

-- Takes over from identity.development_messages: every channel, and one message for one key.
create sequence notifications.local_messages_message_id;
create table notifications.local_messages (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  message_id bigint not null default nextval('notifications.local_messages_message_id'),
  idempotency_key text not null,
  channel text not null check (channel in ('sms', 'whatsapp', 'email')),
  sent_to text not null,
  language text,
  subject_line text,
  text text not null,
  sent_at timestamptz(3) not null default now(),
  primary key (tenant_id, message_id),
  unique (tenant_id, idempotency_key)
);
comment on table notifications.local_messages is 'What the local provider would have sent; shown on the local inbox page only while that provider is in force. Owned by the state.';
select kernel.guard_table('notifications.local_messages', '{system}', '{system}', scope => 'state');
drop table identity.development_messages;
drop sequence identity.development_messages_message_id;

insert into identity.permissions (permission, names) values
  ('notifications.read', '{"en":"See what was told to people and how it was delivered","hi":"लोगों को भेजी गई सूचनाएँ और उनकी स्थिति देखना","mr":"लोकांना पाठवलेल्या सूचना व त्यांची स्थिती पाहणे"}'),
  ('notifications.retry', '{"en":"Send a failed message again","hi":"विफल संदेश फिर भेजना","mr":"अयशस्वी संदेश पुन्हा पाठवणे"}'),
  ('notifications.record-service', '{"en":"Record how a notice or order was served","hi":"नोटिस या आदेश की तामील दर्ज करना","mr":"नोटीस किंवा आदेशाची बजावणी नोंदवणे"}'),
  ('notifications.revoke-letters', '{"en":"Withdraw an issued letter","hi":"जारी पत्र वापस लेना","mr":"दिलेले पत्र मागे घेणे"}'),
  ('notifications.rotate-keys', '{"en":"Change the key that signs receipts and letters","hi":"रसीदों और पत्रों पर हस्ताक्षर की कुंजी बदलना","mr":"पावत्या व पत्रांवर स्वाक्षरी करणारी किल्ली बदलणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('commissioner', array['notifications.read', 'notifications.retry', 'notifications.record-service', 'notifications.revoke-letters', 'notifications.rotate-keys']),
  ('state-administrator', array['notifications.read', 'notifications.retry', 'notifications.rotate-keys']),
  ('tax-assessor', array['notifications.read', 'notifications.record-service']),
  ('bill-collector', array['notifications.record-service']),
  ('town-planner', array['notifications.read', 'notifications.record-service']),
  ('grievance-officer', array['notifications.read', 'notifications.record-service']),
  ('auditor', array['notifications.read'])
) as given (role, permissions), unnest(permissions) as permission;

grant usage on all sequences in schema notifications to khasra_app;
