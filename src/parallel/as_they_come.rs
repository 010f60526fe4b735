//! A stream that may trickle: results are there as soon as their items are.

use super::{BATCH, TASK};
use rayon::prelude::*;
use std::sync::mpsc::{Receiver, sync_channel};
use std::{io, panic, thread};

/// What is handed on.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<R> {
    /// The result of the next item.
    Result(R),
    /// No item waits. Buffers should be emptied now, since the next item may take its time.
    Pause,
}

/// Works on a stream in parallel and hands the results on in the order of the items, as [`in_order`](super::in_order) does. A thread
/// of its own reads, so that a batch ends where the stream pauses. At most three batches are in memory.
///
/// # Errors
/// The first error of `sink`; nothing is worked on after it. The system's, if it gives no thread.
pub fn as_they_come<I: Send + 'static, R: Send, E: Send + From<io::Error>>(
    items: impl Iterator<Item = I> + Send + 'static,
    work: impl Fn(I) -> R + Sync,
    mut sink: impl FnMut(Step<R>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let size = BATCH * rayon::current_num_threads();
    let (sender, receiver) = sync_channel(size);
    let read = move || {
        for item in items {
            // Nobody listens after an error of the sink.
            if sender.send(item).is_err() {
                break;
            }
        }
    };
    let reader = thread::Builder::new().spawn(read)?;
    let mut done: Vec<R> = Vec::new();
    loop {
        let mut batch: Vec<I> = receiver.try_iter().take(size).collect();
        if batch.is_empty() {
            // The results so far must not wait for the next item.
            done.drain(..).map(Step::Result).try_for_each(&mut sink)?;
            sink(Step::Pause)?;
            batch = wait(&receiver, size);
        }
        if batch.is_empty() {
            break;
        }
        let (results, handed_on) = rayon::join(
            || {
                let items = batch.into_par_iter().with_max_len(TASK);
                items.map(&work).collect::<Vec<R>>()
            },
            || done.drain(..).map(Step::Result).try_for_each(&mut sink),
        );
        handed_on?;
        done = results;
    }
    // A stream that broke off is no stream that ended.
    reader
        .join()
        .unwrap_or_else(|payload| panic::resume_unwind(payload));
    Ok(())
}

/// The next items, at least one unless the stream has ended.
fn wait<I>(receiver: &Receiver<I>, size: usize) -> Vec<I> {
    let first = receiver.recv().into_iter();
    first.chain(receiver.try_iter()).take(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn results_come_in_order_and_an_error_stops() {
        let mut seen = Vec::new();
        let all = as_they_come(
            0..5000,
            |n| n * 2,
            |step| {
                if let Step::Result(n) = step {
                    seen.push(n);
                }
                Ok::<(), io::Error>(())
            },
        );
        assert!(all.is_ok());
        assert_eq!(seen, (0..5000).map(|n| n * 2).collect::<Vec<_>>());
        let stopped = as_they_come(
            0..,
            |n| n,
            |step| match step {
                Step::Result(700) => Err(io::Error::other("700")),
                _ => Ok(()),
            },
        );
        assert_eq!(stopped.unwrap_err().to_string(), "700");
    }

    #[test]
    fn each_result_is_there_before_the_next_item() {
        let (give, items) = mpsc::channel();
        give.send(0).expect("open");
        let mut give = Some(give);
        let mut last = None;
        let done = as_they_come(
            items.into_iter(),
            |n| n,
            |step| {
                match (step, last) {
                    (Step::Result(n), _) => last = Some(n),
                    (Step::Pause, Some(5)) => give = None,
                    // The next item comes only after the result of the one before.
                    (Step::Pause, Some(n)) => {
                        give.as_ref().expect("open").send(n + 1).expect("open");
                    }
                    (Step::Pause, None) => {}
                }
                Ok::<(), io::Error>(())
            },
        );
        assert!(done.is_ok());
        assert_eq!(last, Some(5));
    }

    #[test]
    #[should_panic(expected = "broken")]
    fn a_stream_that_breaks_is_not_one_that_ends() {
        let broken = (0..10).map(|n| if n == 5 { panic!("broken") } else { n });
        let _ = as_they_come(broken, |n| n, |_| Ok::<(), io::Error>(()));
    }
}
