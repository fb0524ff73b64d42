//! A stream on which each answer must be read in time, however small the pieces are that it is read in.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

pub(super) struct WholeAnswer<S> {
    stream: S,
    time: Duration,
    /// Runs from the first byte of an answer until its last one is written.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<S> WholeAnswer<S> {
    pub(super) fn new(stream: S, time: Duration) -> Self {
        WholeAnswer {
            stream,
            time,
            deadline: None,
        }
    }

    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let time = self.time;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(time)));
        match deadline.as_mut().poll(context) {
            Poll::Pending => Ok(()),
            Poll::Ready(()) => {
                let message = "the answer was not read in time";
                Err(io::Error::new(io::ErrorKind::TimedOut, message))
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WholeAnswer<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WholeAnswer<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Comes when all of an answer is written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() {
            self.deadline = None;
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test(start_paused = true)]
    async fn an_answer_read_drop_by_drop_is_broken_off() {
        let (ours, mut theirs) = tokio::io::duplex(1);
        let mut ours = WholeAnswer::new(ours, Duration::from_secs(30));
        let reading = tokio::spawn(async move {
            let mut drop = [0];
            while theirs.read(&mut drop).await.is_ok_and(|read| read > 0) {
                sleep(Duration::from_secs(5)).await;
            }
        });
        for _ in 0..10 {
            ours.write_all(b"a").await.expect("it is in time");
            ours.flush().await.expect("it is in time");
            sleep(Duration::from_secs(5)).await;
        }
        let error = ours
            .write_all(&[b'a'; 20])
            .await
            .expect_err("it takes 100 s");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(ours);
        reading.await.expect("it ends");
    }
}
