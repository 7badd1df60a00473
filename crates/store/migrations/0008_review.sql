-- A day's closings, and a month's reviews, are found without reading all that happened meanwhile.
CREATE INDEX journal_reviewed ON journal (kind) WHERE kind = 'closed' OR kind = 'reviewed';
