-- Letters that a body issues: numbered, drawn, signed, served, withdrawn.
create sequence notifications.letters_letter_id;
create table notifications.letters (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  letter_id bigint not null default nextval('notifications.letters_letter_id'),
  template text not null,
  template_from date not null,
  kind text not null check (kind ~ '^[a-z][a-z-]{2,30}$'),
  number text not null check (length(number) between 1 and 80),
  letter_on date not null,
  content jsonb not null,
  facts jsonb not null default '{}',
  pictures jsonb not null default '{}',
  subject_kind text not null check (subject_kind ~ '^[a-z-]{2,40}$'),
  subject_id bigint not null,
  addressee_party_id bigint,
  post_id bigint,
  holder_user_id bigint,
  visibility text not null check (visibility in ('public', 'private')),
  drafted_at timestamptz(3) not null default now(),
  primary key (tenant_id, letter_id),
  unique (tenant_id, kind, number),
  foreign key (tenant_id, addressee_party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, post_id) references identity.posts (tenant_id, post_id) on delete restrict
);
comment on table notifications.letters is 'What a letter says, fixed when it was numbered; drawing and signing follow. Never changed: a wrong letter is withdrawn and another issued.';
create index letters_subject on notifications.letters (tenant_id, subject_kind, subject_id);
create index letters_addressee on notifications.letters (tenant_id, addressee_party_id, letter_id desc) where addressee_party_id is not null;
select kernel.guard_table('notifications.letters', '{staff,auditor,system}', '{staff,system}',
  own_read => 'visibility = ''public'' or addressee_party_id = nullif(current_setting(''app.person'', true), '''')::bigint', append_only => true);

create sequence notifications.certificates_certificate_id;
create table notifications.certificates (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  certificate_id bigint not null default nextval('notifications.certificates_certificate_id'),
  provider text not null,
  role text not null check (role in ('authority', 'signer')),
  post_id bigint,
  user_id bigint,
  certificate text not null,
  wrapped_private_key bytea,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null check (valid_to > valid_from),
  primary key (tenant_id, certificate_id),
  foreign key (tenant_id, post_id) references identity.posts (tenant_id, post_id) on delete restrict
);
comment on table notifications.certificates is 'Certificates that signed letters: of the sandbox authority of a body and of its signers. Private keys are wrapped by the master key.';
create unique index certificates_authority on notifications.certificates (tenant_id, provider, valid_from) where role = 'authority';
create index certificates_signer on notifications.certificates (tenant_id, provider, post_id, user_id, valid_to) where role = 'signer';
select kernel.guard_table('notifications.certificates', '{anonymous,citizen,staff,auditor,system}', '{system}', append_only => true);
revoke select on notifications.certificates from khasra_app;
grant select (tenant_id, certificate_id, provider, role, post_id, user_id, certificate, valid_from, valid_to) on notifications.certificates to khasra_app;

create table notifications.letter_issues (
  tenant_id int not null,
  letter_id bigint not null,
  document_id bigint not null,
  key_id text not null,
  code text not null,
  provider text,
  certificate text,
  signed_at timestamptz(3),
  issued_at timestamptz(3) not null default now(),
  primary key (tenant_id, letter_id),
  foreign key (tenant_id, letter_id) references notifications.letters (tenant_id, letter_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  check ((provider is null) = (signed_at is null))
);
comment on table notifications.letter_issues is 'The file that went out: drawn, with the code that proves it, signed by which provider. A letter without a row here is not issued yet.';
select kernel.guard_table('notifications.letter_issues', '{staff,auditor,system}', '{system}', append_only => true);

create table notifications.letter_revocations (
  tenant_id int not null,
  letter_id bigint not null,
  because text not null check (length(because) between 3 and 500),
  replaced_by bigint check (replaced_by <> letter_id),
  post_id bigint,
  user_id bigint,
  revoked_at timestamptz(3) not null default now(),
  primary key (tenant_id, letter_id),
  foreign key (tenant_id, letter_id) references notifications.letters (tenant_id, letter_id) on delete restrict,
  foreign key (tenant_id, replaced_by) references notifications.letters (tenant_id, letter_id) on delete restrict
);
comment on table notifications.letter_revocations is 'Letters that no longer hold: why, since when, and which letter stands in their place. The verify page tells it.';
select kernel.guard_table('notifications.letter_revocations', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence notifications.services_service_id;
create table notifications.services (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  service_id bigint not null default nextval('notifications.services_service_id'),
  subject_kind text not null check (subject_kind ~ '^[a-z-]{2,40}$'),
  subject_id bigint not null,
  mode text not null check (mode in ('by-hand', 'by-post', 'affixed', 'published', 'sms', 'whatsapp', 'email')),
  outcome text not null check (outcome in ('received', 'refused', 'affixed', 'sent', 'not-found', 'locked', 'returned')),
  served_on date not null,
  received_by text check (length(received_by) <= 200),
  relation text check (length(relation) <= 80),
  place_words text check (length(place_words) <= 300),
  place geometry(Point, 4326),
  accuracy_m real check (accuracy_m >= 0),
  photo_document_id bigint,
  witnesses text check (length(witnesses) <= 300),
  postal_number text check (length(postal_number) <= 60),
  delivery_id bigint,
  note text check (length(note) <= 1000),
  cancels_service_id bigint,
  post_id bigint,
  user_id bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, service_id),
  foreign key (tenant_id, photo_document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  foreign key (tenant_id, delivery_id) references notifications.deliveries (tenant_id, delivery_id) on delete restrict,
  foreign key (tenant_id, cancels_service_id) references notifications.services (tenant_id, service_id) on delete restrict
);
comment on table notifications.services is 'Proof of service of a letter, bill or order: how, when, who received or refused, where it was affixed. The next legal step asks it.';
create index services_subject on notifications.services (tenant_id, subject_kind, subject_id, served_on);
select kernel.guard_table('notifications.services', '{staff,auditor,system}', '{staff,system}', append_only => true);

grant usage on all sequences in schema notifications to khasra_app;

-- The kernel keeps the keys and who may change them.
delete from identity.permissions where permission = 'notifications.rotate-keys';

create view identity.current_towns_view with (security_invoker = true) as
  select tenant_id, names, town_class, act, valid_from, valid_to from identity.town_versions where superseded_at = 'infinity';
comment on view identity.current_towns_view is 'Name, class and Act of a body as now known, with their dates in law.';
grant select on identity.current_towns_view to khasra_app, khasra_reader;
