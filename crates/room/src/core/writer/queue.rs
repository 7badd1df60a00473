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

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::actor::Actor;
    use kentongan_rules::command::{Command, Execute};
    use kentongan_rules::id::{CommandId, TicketId};
    use kentongan_rules::time::At;
    use std::sync::mpsc::{Sender, channel};
    use tokio::sync::oneshot;
    use uuid::Uuid;

    fn says(asks: &Sender<Ask>, actor: &Actor, nth: i64) {
        let command = Command::AcknowledgeAlarm { ticket: TicketId(Uuid::nil()), clock: 0 };
        let command = Execute { id: CommandId(Uuid::nil()), command };
        let job = Job {
            command,
            body_digest: String::new(),
            actor: actor.clone(),
            at: At(nth),
            told: None,
            texts: Vec::new(),
            faults: Vec::new(),
        };
        asks.send(Ask::Act(Box::new(job), oneshot::channel().0)).unwrap();
    }

    /// Who speaks in a group, `p` or `c`, and the nth of whose words it is.
    fn told(jobs: &[Job]) -> Vec<(char, i64)> {
        jobs.iter().map(|j| (if j.actor.role == Role::Clock { 'c' } else { 'p' }, j.at.0)).collect()
    }

    fn next(queue: &mut Queue) -> (Vec<Job>, Vec<Reply>, Duration) {
        match queue.next() {
            Some(Group::Act { jobs, replies, budget }) => (jobs, replies, budget),
            _ => panic!("no commands"),
        }
    }

    #[test]
    fn law_31_people_come_first_and_the_clock_a_little_with_them() {
        let (asks, waiting) = channel();
        let mut queue = Queue::of(waiting);
        (0..100).for_each(|nth| says(&asks, &Actor::clock(), nth));
        (0..2).for_each(|nth| says(&asks, &Actor::desk(1), nth));
        let (jobs, ..) = next(&mut queue);
        let people = [('p', 0), ('p', 1)].into_iter();
        let beside: Vec<_> = people.chain((0..BESIDE_PEOPLE as i64).map(|nth| ('c', nth))).collect();
        assert_eq!(told(&jobs), beside);
        let (jobs, _, budget) = next(&mut queue);
        assert_eq!((jobs.len(), budget), (LARGEST_GROUP, SWEEPING));
        assert_eq!(told(&jobs)[0], ('c', BESIDE_PEOPLE as i64));
    }

    #[test]
    fn law_31_what_did_not_fit_comes_first_the_next_time_in_its_order() {
        let (asks, waiting) = channel();
        let mut queue = Queue::of(waiting);
        (0..70).for_each(|nth| says(&asks, &Actor::clock(), nth));
        let (jobs, replies, _) = next(&mut queue);
        assert_eq!(queue.put_back(jobs, replies, 3).len(), 3);
        let order: Vec<i64> = told(&next(&mut queue).0).iter().map(|(_, nth)| *nth).collect();
        assert_eq!(order, (3..67).collect::<Vec<_>>());
    }

    #[test]
    fn law_31_no_flood_of_people_starves_the_clock() {
        let (asks, waiting) = channel();
        let mut queue = Queue::of(waiting);
        says(&asks, &Actor::clock(), 0);
        for _ in 0..5 {
            asks.send(Ask::Other(Box::new(|_| ()))).unwrap();
        }
        assert!(matches!(queue.next(), Some(Group::Other(_))));
        assert_eq!(told(&next(&mut queue).0), [('c', 0)]);
        (0..4).for_each(|_| assert!(matches!(queue.next(), Some(Group::Other(_)))));
        (0..1_000).for_each(|nth| says(&asks, &Actor::desk(1), nth));
        (1..20).for_each(|nth| says(&asks, &Actor::clock(), nth));
        let groups: Vec<_> = (0..3).flat_map(|_| told(&next(&mut queue).0)).collect();
        assert_eq!(groups.iter().filter(|(who, _)| *who == 'c').count(), 19);
    }

    #[test]
    fn what_waits_is_done_before_it_stops() {
        let (asks, waiting) = channel();
        let mut queue = Queue::of(waiting);
        asks.send(Ask::Stop).unwrap();
        says(&asks, &Actor::clock(), 0);
        says(&asks, &Actor::desk(1), 0);
        assert_eq!(told(&next(&mut queue).0), [('p', 0), ('c', 0)]);
        assert!(queue.next().is_none());
    }
}
