-- "This property is mine": a user's claim with its evidence and its decision by a post; approval gives the owner's view of that property.
create sequence parcels.property_claims_claim_id;
create table parcels.property_claims (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  claim_id bigint not null default nextval('parcels.property_claims_claim_id'),
  property_id bigint not null,
  user_id bigint not null,
  way text not null check (way in ('receipt', 'deed', 'visit')),
  receipt_number text check (length(receipt_number) between 1 and 60),
  receipt_amount_paise bigint check (receipt_amount_paise > 0),
  deed_number text check (length(deed_number) between 1 and 80),
  visit_wish text check (length(visit_wish) between 1 and 500),
  evidence text not null default 'unknown' check (evidence in ('matches', 'differs', 'unknown')),
  made_on date not null,
  recorded_at timestamptz(3) not null default now(),
  visited_on date,
  visit_found boolean,
  visit_note text,
  visitor_user_id bigint,
  visitor_post_id bigint,
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn', 'ended')),
  party_id bigint,
  decision_note text,
  decided_on date,
  decider_user_id bigint,
  decider_post_id bigint,
  decider_holding_id bigint,
  ended_on date,
  primary key (tenant_id, claim_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  check ((way = 'receipt') = (receipt_number is not null) and (way = 'receipt') = (receipt_amount_paise is not null)),
  check ((way = 'deed') = (deed_number is not null)),
  check ((visited_on is null) = (visit_found is null) and (visited_on is null) = (visitor_user_id is null)),
  constraint approved_by_a_post_for_a_party check (state not in ('approved', 'ended') or (party_id is not null and decider_post_id is not null)),
  constraint decided_by_a_post check (state <> 'refused' or decider_post_id is not null),
  constraint a_visit_found_the_claimant check (state <> 'approved' or way <> 'visit' or coalesce(visit_found, false))
);
comment on table parcels.property_claims is 'Who says that a property is theirs: by last receipt and amount, by deed number or by an officer''s visit; approved by a post. An approved claim gives the owner''s view of that property.';
create unique index property_claims_open on parcels.property_claims (tenant_id, property_id, user_id) where state = 'open';
create index property_claims_user on parcels.property_claims (tenant_id, user_id, state);
create index property_claims_waiting on parcels.property_claims (tenant_id, claim_id) where state = 'open';
create index property_claims_party on parcels.property_claims (tenant_id, party_id) where party_id is not null;
select kernel.guard_table('parcels.property_claims', '{staff,auditor,system}', '{staff,system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint');
grant usage on sequence parcels.property_claims_claim_id to khasra_app;

-- Which persons a user is in a town; a citizen sees the own lines alone.
create view identity.user_persons_view with (security_invoker = true) as
  select tenant_id, user_id, person_id, verified_by, valid_from from identity.user_persons where ended_at is null;
comment on view identity.user_persons_view is 'Persons that users have proved to be, as of now.';
grant select on identity.user_persons_view to khasra_app;

alter table identity.user_persons drop constraint user_persons_verified_by_check;
alter table identity.user_persons add constraint user_persons_verified_by_check check (verified_by in ('mobile', 'email', 'receipt', 'deed', 'visit', 'officer'));

insert into identity.permissions (permission, names) values
  ('parcels.approve-claims', '{"en":"Decide who has proved that a property is theirs","hi":"तय करना कि किसने संपत्ति अपनी सिद्ध की","mr":"मालमत्ता आपली असल्याचे कोणी सिद्ध केले ते ठरवणे"}'),
  ('parcels.visit', '{"en":"Visit a property and record what was found","hi":"संपत्ति पर जाकर जो मिला वह दर्ज करना","mr":"मालमत्तेला भेट देऊन आढळलेले नोंदवणे"}');
insert into identity.role_permissions (role, permission) values
  ('tax-assessor', 'parcels.approve-claims'), ('commissioner', 'parcels.approve-claims'),
  ('bill-collector', 'parcels.visit'), ('tax-assessor', 'parcels.visit'), ('commissioner', 'parcels.visit');

-- All outside numbers, the private ones for officers and for comparing what a claimant gives.
create view people.numbers_view with (security_invoker = true) as
  select tenant_id, number_id, scheme, value_printed, value_normal, issuer, private, valid_from, valid_to, verified_how from people.outside_numbers;
comment on view people.numbers_view is 'Outside numbers of persons and properties; row security shows the private ones to officers alone.';
grant select on people.numbers_view to khasra_app;
