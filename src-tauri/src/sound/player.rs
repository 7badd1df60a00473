//! Pulses on the room's speaker. The device is opened for each alarm, so that one plugged in later is heard, and so
//! that nobody else's sound is held up in between.

use super::rhythm::{RATE, Rhythm};
use crate::platform;
use kentongan_rules::view::{Speaker, SpeakerChoice, SpeakerDevice};
use rodio::buffer::SamplesBuffer;
use rodio::cpal::traits::{DeviceTrait, HostTrait};
use rodio::cpal::{self, Device, DeviceId};
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// Between two looks at whether the pulses are over.
const LOOK: Duration = Duration::from_millis(50);

enum Ask {
    Play(Rhythm, SpeakerChoice, oneshot::Sender<Speaker>),
    Stop,
    Look(SpeakerChoice, oneshot::Sender<Speaker>),
    List(oneshot::Sender<Vec<SpeakerDevice>>),
}

/// A thread of its own: a sound device may block.
pub struct Player(Sender<Ask>);

impl Player {
    pub fn start() -> std::io::Result<Player> {
        let (asks, waiting) = channel();
        std::thread::Builder::new().name("sound".to_owned()).spawn(move || serve(&waiting))?;
        Ok(Player(asks))
    }

    /// Begins to play, and says on what; `Missing` where there is nothing to play on. What was playing ends.
    pub async fn play(&self, rhythm: Rhythm, choice: SpeakerChoice) -> Speaker {
        self.ask(|answer| Ask::Play(rhythm, choice, answer)).await.unwrap_or(Speaker::Missing)
    }

    /// Ends what is playing, in the middle of a pulse.
    pub fn stop(&self) {
        // A thread that is gone plays nothing.
        let _ = self.0.send(Ask::Stop);
    }

    /// What would be played on now.
    pub async fn look(&self, choice: SpeakerChoice) -> Speaker {
        self.ask(|answer| Ask::Look(choice, answer)).await.unwrap_or(Speaker::Missing)
    }

    pub async fn devices(&self) -> Vec<SpeakerDevice> {
        self.ask(Ask::List).await.unwrap_or_default()
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<T>) -> Ask) -> Option<T> {
        let (answer, heard) = oneshot::channel();
        self.0.send(ask(answer)).ok()?;
        heard.await.ok()
    }
}

/// Pulses under way; dropping it ends them.
struct Playing {
    player: rodio::Player,
    on: Speaker,
    _sink: MixerDeviceSink,
}

fn serve(waiting: &Receiver<Ask>) {
    let mut playing: Option<Playing> = None;
    loop {
        let ask = match &playing {
            None => waiting.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(_) => waiting.recv_timeout(LOOK),
        };
        // Whoever asked may have gone.
        match ask {
            Ok(Ask::Play(rhythm, choice, answer)) => {
                // The one before lets go of the device first.
                playing = None;
                match play(rhythm, &choice) {
                    Ok(begun) => {
                        let _ = answer.send(begun.on.clone());
                        playing = Some(begun);
                    }
                    Err(why) => {
                        tracing::warn!(%why, "no sound");
                        let _ = answer.send(Speaker::Missing);
                    }
                }
            }
            Ok(Ask::Stop) => playing = None,
            Ok(Ask::Look(choice, answer)) => {
                // A device that plays for us cannot always be opened twice.
                let on = playing.as_ref().map(|playing| playing.on.clone());
                let _ = answer.send(on.unwrap_or_else(|| look(&choice)));
            }
            Ok(Ask::List(answer)) => {
                let _ = answer.send(list());
            }
            Err(RecvTimeoutError::Timeout) => {
                playing = playing.take().filter(|playing| !playing.player.empty())
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn play(rhythm: Rhythm, choice: &SpeakerChoice) -> Result<Playing, DeviceSinkError> {
    let mut failed = DeviceSinkError::NoDevice;
    for (device, on) in candidates(choice) {
        match open(device) {
            Ok(sink) => {
                let player = rodio::Player::connect_new(sink.mixer());
                player.append(SamplesBuffer::new(
                    NonZero::<u16>::MIN,
                    NonZero::new(RATE).unwrap_or(NonZero::<u32>::MIN),
                    rhythm.samples(choice.volume),
                ));
                return Ok(Playing { player, on, _sink: sink });
            }
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

fn open(device: Device) -> Result<MixerDeviceSink, DeviceSinkError> {
    let mut sink = DeviceSinkBuilder::from_device(device)?
        .with_error_callback(|error| tracing::warn!(%error, "the speaker failed"))
        .open_sink_or_fallback()?;
    sink.log_on_drop(false);
    Ok(sink)
}

fn look(choice: &SpeakerChoice) -> Speaker {
    candidates(choice)
        .find(|(device, _)| device.default_output_config().is_ok())
        .map_or(Speaker::Missing, |(_, speaker)| speaker)
}

/// The chosen device, and then the PC's default.
fn candidates(choice: &SpeakerChoice) -> impl Iterator<Item = (Device, Speaker)> + use<> {
    let host = cpal::default_host();
    let chosen = choice.device.clone();
    let first = chosen.as_ref().and_then(|chosen| {
        let device = host.device_by_id(&chosen.id.parse::<DeviceId>().ok()?)?;
        Some((device, Speaker::Ready { name: chosen.name.clone() }))
    });
    let default = host.default_output_device().map(|device| {
        let name = name(&device);
        let speaker = match chosen {
            Some(chosen) => Speaker::Instead { chosen: chosen.name, name },
            None => Speaker::Ready { name },
        };
        (device, speaker)
    });
    first.into_iter().chain(default)
}

/// Empty where the platform names its default by no device.
fn name(device: &Device) -> String {
    let named = device.id().is_ok_and(|id| platform::is_speaker(id.id()));
    device.description().ok().filter(|_| named).map_or_else(String::new, |it| it.name().to_owned())
}

fn list() -> Vec<SpeakerDevice> {
    let devices = match cpal::default_host().output_devices() {
        Ok(devices) => devices,
        Err(error) => {
            tracing::warn!(%error, "the sound devices cannot be listed");
            return Vec::new();
        }
    };
    let named = devices.filter_map(|device| {
        let id = device.id().ok().filter(|id| platform::is_speaker(id.id()))?;
        Some(SpeakerDevice { id: id.to_string(), name: device.description().ok()?.name().to_owned() })
    });
    named.collect()
}
