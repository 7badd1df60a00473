-- How far a ticket reaches in time: the last instant at which anything of it was, or will be due. A report of a period
-- asks for what began before its end and reaches its beginning.
ALTER TABLE ticket ADD COLUMN reach INTEGER NOT NULL DEFAULT 0;

UPDATE ticket SET reach = max(
    called_at + 900000,
    json_extract(doc, '$.changed_at'),
    coalesce((SELECT max(json_extract(clock.value, '$.due_at')) FROM json_each(doc, '$.clocks') AS clock), called_at),
    coalesce((SELECT max(json_extract(fired.value, '$.fired_at'))
              FROM json_each(doc, '$.clocks') AS clock, json_each(clock.value, '$.fired') AS fired), called_at)
);

CREATE INDEX ticket_reach ON ticket (reach, called_at);
-- What happened after the instant of a report is folded anew without it.
CREATE INDEX ticket_changed ON ticket (changed);
CREATE INDEX journal_reported ON journal (kind)
    WHERE kind = 'called' OR kind = 'call_undone' OR kind = 'confirmed' OR kind = 'offered_recorded';
