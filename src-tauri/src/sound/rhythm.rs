//! What an alarm sounds like. Every kind is known by its rhythm, not by its pitch alone.

use std::time::Duration;

/// In the order of their weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rhythm {
    /// Two, once.
    Urgent,
    /// Three and two, again and again until somebody takes it.
    Late,
    /// Four and four, quick: nobody has taken it for two minutes, and it is the supervisor's.
    Supervisor,
}

/// Samples a second of what [`Rhythm::samples`] gives; one channel.
pub const RATE: u32 = 48_000;
/// Each pulse swells and fades for so long, so that it does not click.
const RAMP: Duration = Duration::from_millis(8);

impl Rhythm {
    /// Pitch in hertz, the length of a pulse, and the rest after each in milliseconds.
    fn score(self) -> (f32, u64, &'static [u64]) {
        match self {
            Rhythm::Urgent => (660.0, 160, &[140, 420]),
            Rhythm::Late => (880.0, 160, &[140, 140, 420, 140, 420]),
            Rhythm::Supervisor => (1040.0, 90, &[70, 70, 70, 340, 70, 70, 70, 340]),
        }
    }

    /// The whole of it as samples between -1 and 1. `volume` is in percent; a loudness that is heard as half needs a
    /// tenth of the power, which the square of the percentage comes near.
    pub fn samples(self, volume: u8) -> Vec<f32> {
        let (pitch, pulse, rests) = self.score();
        let loudness = (f32::from(volume.min(100)) / 100.0).powi(2);
        let (pulse, ramp) = (count(Duration::from_millis(pulse)), count(RAMP));
        let mut samples = Vec::new();
        for rest in rests {
            samples.extend((0..pulse).map(|at| {
                let swell = share(at, ramp).min(share(pulse - at, ramp)).min(1.0);
                let turn = std::f32::consts::TAU * pitch * share(at, RATE as usize);
                turn.sin() * swell * loudness
            }));
            samples.extend(std::iter::repeat_n(0.0, count(Duration::from_millis(*rest))));
        }
        samples
    }
}

fn count(length: Duration) -> usize {
    usize::try_from(length.as_millis()).unwrap_or(0) * RATE as usize / 1_000
}

#[allow(clippy::cast_precision_loss)] // a few thousand at most
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}

/// Lengths of pulses and of the rests between them in milliseconds, as an ear would count them: a rest is at least
/// 20 ms of nothing.
#[cfg(test)]
pub fn heard(samples: &[f32]) -> Vec<(usize, usize)> {
    let shortest = count(Duration::from_millis(20));
    let loud: Vec<usize> = (0..samples.len()).filter(|at| samples[*at].abs() > 0.001).collect();
    let mut pulses: Vec<(usize, usize)> = Vec::new();
    for at in loud {
        match pulses.last_mut() {
            Some((_, end)) if at - *end < shortest => *end = at,
            _ => pulses.push((at, at)),
        }
    }
    let millis = |samples: usize| (samples * 1_000).div_ceil(RATE as usize);
    let starts: Vec<usize> = pulses.iter().skip(1).map(|pulse| pulse.0).chain([samples.len()]).collect();
    pulses.iter().zip(starts).map(|((from, to), next)| (millis(to - from), millis(next - to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pulses of each group; a longer rest than 250 ms ends a group.
    fn groups(rhythm: Rhythm) -> Vec<usize> {
        let mut groups = vec![0];
        for (_, rest) in heard(&rhythm.samples(70)) {
            *groups.last_mut().unwrap() += 1;
            if rest > 250 {
                groups.push(0);
            }
        }
        groups.pop();
        groups
    }

    #[test]
    fn urgent_is_two_late_is_three_and_two_supervisor_is_four_and_four() {
        assert_eq!(groups(Rhythm::Urgent), [2]);
        assert_eq!(groups(Rhythm::Late), [3, 2]);
        assert_eq!(groups(Rhythm::Supervisor), [4, 4]);
    }

    #[test]
    fn pulses_are_as_long_as_their_score_and_end_within_three_seconds() {
        for (rhythm, length) in [(Rhythm::Urgent, 160), (Rhythm::Late, 160), (Rhythm::Supervisor, 90)] {
            let samples = rhythm.samples(100);
            assert!(heard(&samples).iter().all(|(pulse, _)| pulse.abs_diff(length) <= 2), "{rhythm:?}");
            assert!(samples.len() < 3 * RATE as usize, "{rhythm:?}");
        }
    }

    #[test]
    fn no_pulse_begins_or_ends_with_a_click() {
        for rhythm in [Rhythm::Urgent, Rhythm::Late, Rhythm::Supervisor] {
            let samples = rhythm.samples(100);
            let steepest = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0_f32, f32::max);
            // A full sine of 1040 Hz climbs by 0.136 a sample.
            assert!(steepest < 0.14, "{rhythm:?}: {steepest}");
        }
    }

    #[test]
    fn volume_is_loudness_and_nothing_is_silence_or_clipped() {
        let peak =
            |volume| Rhythm::Late.samples(volume).into_iter().fold(0.0_f32, |peak, one| peak.max(one.abs()));
        assert!(peak(0) == 0.0);
        assert!((peak(50) - 0.25).abs() < 0.01 && (peak(100) - 1.0).abs() < 0.01);
        assert!(peak(255) <= 1.0);
    }
}
