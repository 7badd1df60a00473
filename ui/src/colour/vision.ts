/** Colour arithmetic for the tests of the tokens: sRGB in, contrast and differences out. */

export type Rgb = readonly [number, number, number];
export type Lab = readonly [number, number, number];

/** `#RRGGBB` as sRGB components from 0 to 1. Throws on anything else. */
export function rgb(hex: string): Rgb {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!parts) throw new Error(`not a colour: ${hex}`);
  return [1, 2, 3].map((i) => parseInt(parts[i] ?? '', 16) / 255) as unknown as Rgb;
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const encoded = (c: number): number => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);

/** Relative luminance, WCAG 2. */
export function luminance(colour: Rgb): number {
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

/** Contrast of two colours, WCAG 2: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const eyes = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
export type Eye = keyof typeof eyes;
export const eye_names = Object.keys(eyes) as Eye[];

/** How a colour looks to one kind of eye. */
export function seen_by(eye: Eye, colour: Rgb): Rgb {
  const m = eyes[eye];
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  return [0, 3, 6].map((i) => {
    const c = (m[i] ?? 0) * r + (m[i + 1] ?? 0) * g + (m[i + 2] ?? 0) * b;
    return encoded(Math.min(1, Math.max(0, c)));
  }) as unknown as Rgb;
}

/** CIE L*a*b*, D65. */
export function lab(colour: Rgb): Lab {
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const rad = (degrees: number): number => (degrees * Math.PI) / 180;
const hue = (b: number, a: number): number =>
  a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

/** CIEDE2000 after Sharma, Wu and Dalal 2005, all weights 1. */
export function difference([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const c_mean7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const g = 0.5 * (1 - Math.sqrt(c_mean7 / (c_mean7 + 25 ** 7)));
  const [p1, p2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(b1, p1), hue(b2, p2)];
  const grey = c1 * c2 === 0;
  let dh = grey ? 0 : h2 - h1;
  if (dh > 180) dh -= 360;
  if (dh < -180) dh += 360;
  const big_h = 2 * Math.sqrt(c1 * c2) * Math.sin(rad(dh / 2));
  const l_mean = (l1 + l2) / 2;
  const c_mean = (c1 + c2) / 2;
  let h_mean = h1 + h2;
  if (!grey) {
    if (Math.abs(h1 - h2) <= 180) h_mean /= 2;
    else h_mean = (h_mean + (h_mean < 360 ? 360 : -360)) / 2;
  }
  const t =
    1 -
    0.17 * Math.cos(rad(h_mean - 30)) +
    0.24 * Math.cos(rad(2 * h_mean)) +
    0.32 * Math.cos(rad(3 * h_mean + 6)) -
    0.2 * Math.cos(rad(4 * h_mean - 63));
  const turn = 30 * Math.exp(-(((h_mean - 275) / 25) ** 2));
  const rc = 2 * Math.sqrt(c_mean ** 7 / (c_mean ** 7 + 25 ** 7));
  const sl = 1 + (0.015 * (l_mean - 50) ** 2) / Math.sqrt(20 + (l_mean - 50) ** 2);
  const [l, c, h] = [(l2 - l1) / sl, (c2 - c1) / (1 + 0.045 * c_mean), big_h / (1 + 0.015 * c_mean * t)];
  return Math.sqrt(l * l + c * c + h * h - Math.sin(rad(2 * turn)) * rc * c * h);
}
