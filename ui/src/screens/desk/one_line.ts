/** What one line says, by the letters before it: `n 0812… a keba d krian p dpn spbu s bu ani c api`. */
export interface Said {
  number: string;
  what: string;
  where: string;
  landmark: string;
  who: string;
  note: string;
}

const fields: Record<string, keyof Said> = {
  n: 'number',
  a: 'what',
  d: 'where',
  p: 'landmark',
  s: 'who',
  c: 'note',
};

/**
 * Takes a line apart. A letter standing alone begins its field, once; a second one is a word of the field it stands in,
 * and what comes before any letter is a note.
 */
export function take_apart(line: string): Partial<Said> {
  const said: Partial<Record<keyof Said, string[]>> = {};
  let at: keyof Said = 'note';
  for (const word of line.trim().split(/\s+/)) {
    const next = fields[word];
    if (next !== undefined && said[next] === undefined) {
      at = next;
      said[at] = [];
    } else (said[at] ??= []).push(word);
  }
  return Object.fromEntries(
    Object.entries(said)
      .map(([field, words]) => [field, words.join(' ')] as const)
      .filter(([, words]) => words !== ''),
  );
}
