/** How large the wall's letters must be, from the screen's diagonal and the farthest seat. */
const arc_minutes = 16;
/** Height of a capital over the type size, Atkinson Hyperlegible Next. */
const capital = 0.668;
/** Beyond this many hundredths of the screen's height the wall's budgets of letters no longer hold. */
const largest_unit = 6.31;

const capital_at = (metres: number): number => metres * 1000 * Math.tan((arc_minutes / 60 / 180) * Math.PI);
/** Millimetres, of a 16:9 screen. */
const height_of = (inches: number): number => (inches * 25.4 * 9) / Math.hypot(16, 9);

export interface Letters {
  /** Height of a capital, in millimetres. */
  millimetres: number;
  /** The wall's unit, in hundredths of the screen's height. */
  unit: number;
  /** Metres from which the wall can still be read, in tenths. */
  farthest: number;
  fits: boolean;
}

/** @param inches diagonal @param metres to the farthest seat; `undefined` for what no room has. */
export function letters(inches: number, metres: number): Letters | undefined {
  if (!(inches >= 20 && inches <= 200 && metres >= 1 && metres <= 30)) return undefined;
  const height = height_of(inches);
  const millimetres = capital_at(metres);
  const unit = (100 * millimetres) / (height * capital);
  const farthest = Math.floor(((largest_unit / 100) * height * capital * 10) / capital_at(1)) / 10;
  return { millimetres: Math.round(millimetres), unit, farthest, fits: unit <= largest_unit };
}
