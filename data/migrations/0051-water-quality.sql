-- Quality of water: samples and complaints of foul water sit on a pipe; three complaints on one segment in 72 hours, or one failed
-- sample, open an incident, which is a case of its own and is not closed before trace, message, tankers and a clean re-sample.
create table water.incidents (
  tenant_id int not null,
  case_id bigint not null,
  trigger text not null check (trigger in ('complaints', 'failed-sample', 'engineer')),
  pipe_ids bigint[] not null check (cardinality(pipe_ids) > 0),
  trace jsonb,
  tankers int not null default 0 check (tankers >= 0),
  clean_after timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  closed_at timestamptz(3) check (closed_at >= opened_at),
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict
);
comment on table water.incidents is 'Foul water on a segment: its pipes, what the trace found, tankers sent, and since when a sample counts as taken after the last repair or bad result.';
select kernel.guard_table('water.incidents', '{staff,auditor,system}', '{staff,system}');

create table water.incident_pipes (
  tenant_id int not null,
  case_id bigint not null,
  pipe_id bigint not null,
  is_open boolean not null,
  primary key (tenant_id, case_id, pipe_id),
  foreign key (tenant_id, case_id) references water.incidents (tenant_id, case_id) on delete cascade,
  foreign key (tenant_id, pipe_id) references water.pipes (tenant_id, pipe_id) on delete restrict
);
comment on table water.incident_pipes is 'Pipes of the segment of an incident; a pipe lies in one open incident at most.';
create unique index incident_pipes_open on water.incident_pipes (tenant_id, pipe_id) where is_open;
create index incident_pipes_pipe on water.incident_pipes (tenant_id, pipe_id);
select kernel.guard_table('water.incident_pipes', '{staff,auditor,system}', '{staff,system}');

create sequence water.samples_sample_id;
create table water.samples (
  tenant_id int not null,
  sample_id bigint not null default nextval('water.samples_sample_id'),
  number text not null check (length(number) between 1 and 40),
  kind text not null check (kind in ('routine', 'complaint', 're-sample')),
  pipe_id bigint not null,
  connection_id bigint,
  node_id bigint,
  point geometry(Point, 4326),
  taken_at timestamptz(3) not null,
  laboratory text check (length(laboratory) between 1 and 200),
  verdict text not null default 'waiting' check (verdict in ('waiting', 'passed', 'failed')),
  results jsonb not null default '[]',
  exceeded text[] not null default '{}',
  reported_at timestamptz(3),
  document_id bigint,
  incident_case_id bigint,
  post_id bigint,
  user_id bigint,
  primary key (tenant_id, sample_id),
  unique (tenant_id, number),
  foreign key (tenant_id, pipe_id) references water.pipes (tenant_id, pipe_id) on delete restrict,
  foreign key (tenant_id, connection_id) references water.connections (tenant_id, connection_id) on delete restrict,
  foreign key (tenant_id, node_id) references water.nodes (tenant_id, node_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  foreign key (tenant_id, incident_case_id) references water.incidents (tenant_id, case_id) on delete restrict,
  check ((verdict = 'waiting') = (reported_at is null) and reported_at >= taken_at)
);
comment on table water.samples is 'Samples by the pipe they were taken from, with the verdict of the laboratory and the parameters outside the limits that the town has entered.';
create index samples_pipe on water.samples (tenant_id, pipe_id, taken_at);
create index samples_connection on water.samples (tenant_id, connection_id) where connection_id is not null;
create index samples_node on water.samples (tenant_id, node_id) where node_id is not null;
create index samples_document on water.samples (tenant_id, document_id) where document_id is not null;
create index samples_incident on water.samples (tenant_id, incident_case_id) where incident_case_id is not null;
select kernel.guard_table('water.samples', '{staff,auditor,system}', '{staff,system}');

create sequence water.quality_reports_report_id;
create table water.quality_reports (
  tenant_id int not null,
  report_id bigint not null default nextval('water.quality_reports_report_id'),
  case_id bigint not null,
  pipe_id bigint,
  found_by text not null check (found_by in ('asset', 'connection', 'nearest-pipe', 'engineer', 'nothing')),
  reported_at timestamptz(3) not null,
  incident_case_id bigint,
  primary key (tenant_id, report_id),
  unique (tenant_id, case_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, pipe_id) references water.pipes (tenant_id, pipe_id) on delete restrict,
  foreign key (tenant_id, incident_case_id) references water.incidents (tenant_id, case_id) on delete restrict,
  check ((pipe_id is null) = (found_by = 'nothing'))
);
comment on table water.quality_reports is 'Complaints of foul water on their pipe: the pipe that was named, that of the house''s connection, or the nearest one. Where none is known an engineer says it later.';
create index quality_reports_pipe on water.quality_reports (tenant_id, pipe_id, reported_at) where pipe_id is not null;
create index quality_reports_incident on water.quality_reports (tenant_id, incident_case_id) where incident_case_id is not null;
select kernel.guard_table('water.quality_reports', '{staff,auditor,system}', '{staff,system}');
grant usage on all sequences in schema water to khasra_app;

create view parcels.current_roles_view with (security_invoker = true) as
  select tenant_id, property_id, party_id, role, numerator, denominator, valid_from, valid_to from parcels.party_roles where superseded_at = 'infinity';
comment on view parcels.current_roles_view is 'Who holds which role on a property, as now known; compare valid_from and valid_to with the town''s day.';
grant select on parcels.current_roles_view to khasra_app;
