//! What waits for the writer, and what it takes next: people before the clock, and neither for ever.

use super::{Ask, Reply};
use kentongan_rules::actor::Role;
use kentongan_store::{Job, Sqlite};
use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Commands that one commit takes along.
const LARGEST_GROUP: usize = 64;
/// Sweeps of the clock that a commit of people's commands takes along, so that a busy desk never stops the clock.
const BESIDE_PEOPLE: usize = 8;
/// A commit of sweeps alone judges for so long: a person who speaks meanwhile waits for no more than that and a sync.
const SWEEPING: Duration = Duration::from_millis(20);

pub enum Group {
    Act { jobs: Vec<Job>, replies: Vec<Reply>, budget: Duration },
    Other(Box<dyn FnOnce(&mut Sqlite) + Send>),
}

pub struct Queue {
    asks: Receiver<Ask>,
    people: VecDeque<Ask>,
    clock: VecDeque<(Job, Reply)>,
    /// The last turn was a person's alone, and the clock waits.
    owed: bool,
    stopping: bool,
}

impl Queue {
    pub fn of(asks: Receiver<Ask>) -> Queue {
        Queue { asks, people: VecDeque::new(), clock: VecDeque::new(), owed: false, stopping: false }
    }

    /// Waits for something to do; `None` once it was asked to stop and nothing is left.
    pub fn next(&mut self) -> Option<Group> {
        while !self.stopping && self.people.is_empty() && self.clock.is_empty() {
            let asked = self.asks.recv().unwrap_or(Ask::Stop);
            self.sort(asked);
        }
        while let Ok(asked) = self.asks.try_recv() {
            self.sort(asked);
        }
        let person = if self.owed { None } else { self.people.pop_front() };
        self.owed = matches!(person, Some(Ask::Other(_))) && !self.clock.is_empty();
        match person {
            Some(Ask::Other(ask)) => Some(Group::Other(ask)),
            Some(Ask::Act(job, reply)) => {
                let (mut jobs, mut replies) = (vec![*job], vec![reply]);
                while jobs.len() < LARGEST_GROUP && matches!(self.people.front(), Some(Ask::Act(..))) {
                    if let Some(Ask::Act(job, reply)) = self.people.pop_front() {
                        jobs.push(*job);
                        replies.push(reply);
                    }
                }
                let beside = self.clock.len().min(BESIDE_PEOPLE);
                let (swept, waiting): (Vec<_>, Vec<_>) = self.clock.drain(..beside).unzip();
                jobs.extend(swept);
                replies.extend(waiting);
                Some(Group::Act { jobs, replies, budget: Duration::MAX })
            }
            Some(Ask::Stop) | None if self.clock.is_empty() => None,
            Some(Ask::Stop) | None => {
                let most = self.clock.len().min(LARGEST_GROUP);
                let (jobs, replies) = self.clock.drain(..most).unzip();
                Some(Group::Act { jobs, replies, budget: SWEEPING })
            }
        }
    }

    /// Of a group the first `taken` jobs were done: the others wait again, as the first of their kind. Gives back the
    /// replies of those done.
    pub fn put_back(&mut self, mut jobs: Vec<Job>, mut replies: Vec<Reply>, taken: usize) -> Vec<Reply> {
        let left = jobs.split_off(taken).into_iter().zip(replies.split_off(taken));
        for sweep in left.rev() {
            self.clock.push_front(sweep);
        }
        replies
    }

    fn sort(&mut self, asked: Ask) {
        match asked {
            Ask::Act(job, reply) if job.actor.role == Role::Clock => self.clock.push_back((*job, reply)),
            Ask::Stop => self.stopping = true,
            asked => self.people.push_back(asked),
        }
    }
}
