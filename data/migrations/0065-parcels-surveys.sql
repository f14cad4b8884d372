-- A new survey or drone layer beside the register: its plots, what is different, what officers decided. Nothing of it counts until published.
create sequence parcels.surveys_survey_id;
create table parcels.surveys (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  survey_id bigint not null default nextval('parcels.surveys_survey_id'),
  names jsonb not null,
  level text not null references parcels.levels (level) on delete restrict,
  survey_class text not null,
  surveyed_on date not null,
  instrument text not null check (length(instrument) between 3 and 300),
  area geometry(MultiPolygon, 4326) not null,
  state text not null default 'drafted' check (state in ('drafted', 'compared', 'publishing', 'published', 'withdrawn')),
  error_limit_numerator int not null check (error_limit_numerator >= 0),
  error_limit_denominator int not null check (error_limit_denominator >= 1 and error_limit_denominator >= error_limit_numerator),
  least_sample int not null check (least_sample between 1 and 10000),
  opened_on date,
  closes_on date check (closes_on >= opened_on),
  window_instrument text check (length(window_instrument) between 3 and 300),
  compared_at timestamptz(3),
  published_at timestamptz(3),
  effective_on date,
  primary key (tenant_id, survey_id),
  check ((opened_on is null) = (closes_on is null))
);
comment on table parcels.surveys is 'A survey layer as a draft: what was surveyed, when and by whose order; its window for owners; the share of sampled errors above which it may not be published.';
select kernel.guard_table('parcels.surveys', '{staff,auditor,system}', '{staff,system}', own_read => 'opened_on is not null');

create sequence parcels.survey_plots_survey_plot_id;
create table parcels.survey_plots (
  tenant_id int not null,
  survey_plot_id bigint not null default nextval('parcels.survey_plots_survey_plot_id'),
  survey_id bigint not null,
  number text check (length(number) between 1 and 80),
  geom geometry(MultiPolygon, 4326) not null,
  area_sqm numeric(14, 3) not null check (area_sqm > 0),
  legal_area_sqm numeric(14, 3) check (legal_area_sqm > 0),
  primary key (tenant_id, survey_plot_id),
  foreign key (tenant_id, survey_id) references parcels.surveys (tenant_id, survey_id) on delete cascade
);
comment on table parcels.survey_plots is 'Plots of a survey layer. They stand beside the register and are read by nobody as plots of the town.';
create index survey_plots_survey on parcels.survey_plots (tenant_id, survey_id, survey_plot_id);
create index survey_plots_geom on parcels.survey_plots using gist (geom);
select kernel.guard_table('parcels.survey_plots', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from parcels.surveys s where s.tenant_id = survey_plots.tenant_id and s.survey_id = survey_plots.survey_id)');

create sequence parcels.survey_differences_difference_id;
create table parcels.survey_differences (
  tenant_id int not null,
  difference_id bigint not null default nextval('parcels.survey_differences_difference_id'),
  survey_id bigint not null,
  kind text not null check (kind in ('unchanged', 'moved', 'area-changed', 'split', 'merged', 'redrawn', 'new', 'gone')),
  parcel_ids bigint[] not null,
  survey_plot_ids bigint[] not null,
  likeness numeric(6, 5) not null check (likeness between 0 and 1),
  before_sqm numeric(14, 3) not null,
  after_sqm numeric(14, 3) not null,
  decision text check (decision in ('accepted', 'rejected')),
  reason text check (length(reason) between 1 and 1000),
  decided_by bigint,
  decided_at timestamptz(3),
  held_back text check (length(held_back) between 1 and 1000),
  change_id bigint,
  sampled_on date,
  is_right boolean,
  sample_note text check (length(sample_note) between 1 and 1000),
  primary key (tenant_id, difference_id),
  foreign key (tenant_id, survey_id) references parcels.surveys (tenant_id, survey_id) on delete cascade,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check (is_right is null or sampled_on is not null)
);
comment on table parcels.survey_differences is 'What a survey layer and the register say differently, plot by plot: decided one by one or by class, sampled on the ground, applied when the survey is published.';
create index survey_differences_survey on parcels.survey_differences (tenant_id, survey_id, kind, difference_id);
create index survey_differences_parcels on parcels.survey_differences using gin (parcel_ids);
select kernel.guard_table('parcels.survey_differences', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from parcels.surveys s where s.tenant_id = survey_differences.tenant_id and s.survey_id = survey_differences.survey_id)');

create sequence parcels.draft_answers_answer_id;
create table parcels.draft_answers (
  tenant_id int not null,
  answer_id bigint not null default nextval('parcels.draft_answers_answer_id'),
  difference_id bigint not null,
  party_id bigint not null,
  stands text not null check (stands in ('owner', 'neighbour')),
  answer text not null check (answer in ('accepts', 'objects')),
  words text check (length(words) between 3 and 4000),
  drawn geometry(MultiPolygon, 4326),
  stated_sqm numeric(14, 3) check (stated_sqm > 0),
  filed_on date not null,
  outcome text check (outcome in ('upheld', 'dismissed')),
  reasons text check (length(reasons) between 3 and 4000),
  decided_on date,
  decided_by_post_id bigint,
  primary key (tenant_id, answer_id),
  foreign key (tenant_id, difference_id) references parcels.survey_differences (tenant_id, difference_id) on delete cascade,
  check (answer = 'accepts' or words is not null),
  check ((outcome is null) = (decided_on is null) and (outcome is null) = (reasons is null))
);
comment on table parcels.draft_answers is 'What owners and neighbours say of a draft map: accepted, or objected to by another boundary or area, with reasons; each objection is decided with reasons.';
create index draft_answers_difference on parcels.draft_answers (tenant_id, difference_id);
select kernel.guard_table('parcels.draft_answers', '{staff,auditor,system}', '{staff,system}',
  own_read => 'party_id = nullif(current_setting(''app.person'', true), '''')::bigint');

insert into identity.permissions (permission, names) values
  ('parcels.survey', '{"en":"Bring in surveys, decide differences and publish them","hi":"सर्वेक्षण लाना, अंतर तय करना और उन्हें प्रकाशित करना","mr":"मोजणी आणणे, फरक ठरवणे व ते प्रकाशित करणे"}');
insert into identity.role_permissions (role, permission) values ('town-planner', 'parcels.survey'), ('commissioner', 'parcels.survey');
grant usage on all sequences in schema parcels to khasra_app;
