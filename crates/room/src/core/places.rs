//! The gazetteer as this room has it: the region's names, and what its tickets have taught.

use super::Core;
use crate::broken;
use kentongan_rules::problem::Problem;
use kentongan_rules::reading::Reader as Narratives;
use kentongan_rules::region::{Gazetteer, PlaceHit, PlaceKind, SpotSaid};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::Seq;
use kentongan_store::SaidPlaces;
use std::sync::{Arc, Mutex, PoisonError};

/// The newest tickets that are learnt from when a room is opened.
const LEARNT_FROM: u32 = 10_000;
/// With more names than this it is made anew from the newest tickets.
const MOST_NAMES: usize = 20_000;

/// What is learnt so far, for one setup.
#[derive(Default)]
pub(super) struct Learnt(Mutex<Option<Known>>);

struct Known {
    of: Arc<Setup>,
    upto: Seq,
    gazetteer: Gazetteer,
}

impl Learnt {
    /// The moment from which on tickets are to be read, for this setup.
    fn upto(&self, setup: &Arc<Setup>) -> Seq {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |known: &&Known| Arc::ptr_eq(&known.of, setup) && known.gazetteer.len() < MOST_NAMES;
        known.as_ref().filter(holds).map_or(Seq(0), |known| known.upto)
    }

    /// Learns, and finds.
    fn find(
        &self,
        setup: &Arc<Setup>,
        narratives: &Narratives,
        (from, said): (Seq, SaidPlaces),
        text: &str,
        Wanted { most, spots }: Wanted,
    ) -> Vec<PlaceHit> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut now = match known.take() {
            // Asked at the same moment: what the other has learnt is not learnt twice, for a ticket is one.
            Some(now) if from != Seq(0) && Arc::ptr_eq(&now.of, setup) => now,
            _ => Known { of: setup.clone(), upto: Seq(0), gazetteer: Gazetteer::of(&setup.region) },
        };
        for (ticket, said) in said.tickets {
            let said = said.map(|said| SpotSaid {
                name: said.landmark.and_then(|landmark| narratives.spot_name(&landmark)),
                district: said.district,
                village: said.village,
                at: said.at,
            });
            now.gazetteer.learn(ticket, said.as_ref());
        }
        now.upto = now.upto.max(said.seq);
        // Where spots are left out, others take their places.
        let mut found = now.gazetteer.find(text, if spots { most } else { most * 4 });
        found.retain(|hit| spots || hit.kind != PlaceKind::Spot);
        found.truncate(most);
        *known = Some(now);
        found
    }
}

/// How many, and whether what tickets taught is for who asks: those are callers' words.
#[derive(Clone, Copy)]
pub struct Wanted {
    pub most: usize,
    pub spots: bool,
}

impl Core {
    /// Learns what there is before the first key is pressed.
    pub fn learn_places(self: &Arc<Self>) {
        let core = self.clone();
        tokio::spawn(async move {
            if let Err(problem) = core.find_places(String::new(), Wanted { most: 0, spots: true }).await {
                tracing::warn!(?problem, "no places were learnt");
            }
        });
    }

    /// Places that typed words may mean, best first: the region's, and those that tickets have named.
    pub async fn find_places(&self, text: String, wanted: Wanted) -> Result<Vec<PlaceHit>, Problem> {
        let (setup, learnt) = (self.setup(), self.places.clone());
        let from = learnt.upto(&setup);
        let said = self.read(move |reader| reader.said_places(from, LEARNT_FROM)).await?;
        let made = self.narratives.clone();
        let find = move || {
            let narratives = super::narratives(&setup, &made);
            learnt.find(&setup, &narratives, (from, said), &text, wanted)
        };
        tokio::task::spawn_blocking(find).await.map_err(|e| broken::other("places", &e))
    }
}
