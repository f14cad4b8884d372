-- Land whose owner is not on record: the applicant says it is theirs, and shows the deed before work begins.
alter table building_permits.conditions drop constraint conditions_kind_check;
alter table building_permits.conditions add constraint conditions_kind_check
  check (kind in ('amalgamation', 'sub-division', 'surrender', 'development', 'ownership', 'other'));
