/**
 * The recovery code: 24 characters of Crockford's base 32 (120 bits), in groups of four. It is made in
 * the page, shown once and printed; the room keeps only its hash.
 */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 24;
const group = 4;

export function new_code(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  // 256 is a multiple of 32: each letter is equally likely.
  return grouped([...bytes].map((byte) => letters[byte % 32]).join(''));
}

function grouped(code: string): string {
  return (code.match(new RegExp(`.{1,${group}}`, 'g')) ?? []).join('-');
}

/**
 * The code as the room hashed it, from whatever shape it was typed in: any case, any separators, and
 * the letters that are easily mistaken (O for 0, I and L for 1).
 */
export function as_made(typed: string): string {
  const plain = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return grouped([...plain].filter((letter) => letters.includes(letter)).join(''));
}

/** Whether what was typed back is the whole code or its last group: proof that it was written down. */
export function is_typed_back(code: string, typed: string): boolean {
  const back = as_made(typed);
  return back === code || (back !== '' && back === code.split('-').at(-1));
}
