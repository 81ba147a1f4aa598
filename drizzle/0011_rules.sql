-- From when the rule judges as it does now: a change of its condition is no reason to tell the past again.
alter table alert_rule add column judges_from timestamptz;
update alert_rule set judges_from = created_at;
alter table alert_rule alter column judges_from set not null;
create index rule_transition_at on rule_transition (rule_id, at);
