//! Pulses on the room's speaker. The device is opened for each alarm, so that one plugged in later is heard.

use rodio::source::{SineWave, Source};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// What is heard; every kind is known by its rhythm, not by its pitch alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulses {
    /// Two, once.
    Urgent,
    /// Three and two, again and again until somebody takes it.
    Late,
}

const PULSE: Duration = Duration::from_millis(160);
const REST: Duration = Duration::from_millis(140);
const LONG_REST: Duration = Duration::from_millis(420);
const LOUDNESS: f32 = 0.5;

impl Pulses {
    /// Pitch in hertz, and the rest after each pulse.
    fn score(self) -> (f32, &'static [Duration]) {
        match self {
            Pulses::Urgent => (660.0, &[REST, LONG_REST]),
            Pulses::Late => (880.0, &[REST, REST, LONG_REST, REST, LONG_REST]),
        }
    }
}

type Ask = (Pulses, oneshot::Sender<bool>);

/// A thread of its own: a sound device may block.
pub struct Player(Sender<Ask>);

impl Player {
    pub fn start() -> std::io::Result<Player> {
        let (asks, waiting) = channel();
        std::thread::Builder::new().name("sound".to_owned()).spawn(move || play_all(&waiting))?;
        Ok(Player(asks))
    }

    /// Plays, and says whether there was a device to play on.
    pub async fn play(&self, pulses: Pulses) -> bool {
        let (answer, heard) = oneshot::channel();
        self.0.send((pulses, answer)).is_ok() && heard.await.unwrap_or(false)
    }
}

fn play_all(waiting: &Receiver<Ask>) {
    while let Ok((pulses, answer)) = waiting.recv() {
        let played = play(pulses);
        if let Err(why) = &played {
            tracing::warn!(%why, "no sound");
        }
        // Whoever asked may have gone.
        let _ = answer.send(played.is_ok());
    }
}

fn play(pulses: Pulses) -> Result<(), Box<dyn std::error::Error>> {
    let sink = rodio::DeviceSinkBuilder::open_default_sink()?;
    let player = rodio::Player::connect_new(sink.mixer());
    let (pitch, rests) = pulses.score();
    for rest in rests {
        let ramp = Duration::from_millis(8);
        player.append(SineWave::new(pitch).take_duration(PULSE).amplify(LOUDNESS).fade_in(ramp));
        player.append(SineWave::new(pitch).take_duration(*rest).amplify(0.0));
    }
    player.sleep_until_end();
    Ok(())
}
