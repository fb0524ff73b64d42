//! Bodies: read with limits of time and size, and unpacked with a limit of ours.

use crate::exchange::{Cut, Header};
use bytes::{Bytes, BytesMut};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use reqwest::Response;
use std::io::Read;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Reads a body as it is sent, until it ends or a limit does.
pub(super) async fn read(
    mut response: Response,
    limit: Duration,
    largest: u64,
) -> (Bytes, Option<Cut>) {
    let ends = Instant::now() + limit;
    let mut body = BytesMut::new();
    loop {
        let chunk = match timeout_at(ends, response.chunk()).await {
            Ok(Ok(Some(chunk))) => chunk,
            Ok(Ok(None)) => return (body.freeze(), None),
            Ok(Err(_)) => return (body.freeze(), Some(Cut::EndedEarly)),
            Err(_) => return (body.freeze(), Some(Cut::Timeout(limit))),
        };
        let room = largest.saturating_sub(body.len() as u64);
        let taken = usize::try_from(room).map_or(chunk.len(), |room| room.min(chunk.len()));
        body.extend_from_slice(&chunk[..taken]);
        if taken < chunk.len() {
            return (body.freeze(), Some(Cut::Limit(largest)));
        }
    }
}

/// Undoes the content coding (RFC 9110 section 8.4.1).
pub(super) fn unpack(
    sent: Bytes,
    cut: Option<Cut>,
    headers: &[Header],
    largest: u64,
) -> (Bytes, Option<Cut>) {
    if sent.is_empty() {
        return (sent, cut);
    }
    let mut fields = headers.iter();
    let coding = fields.find(|field| field.name.eq_ignore_ascii_case("content-encoding"));
    let coding = coding.map_or("", |field| field.value.trim());
    let reader: Box<dyn Read + '_> = match coding.to_ascii_lowercase().as_str() {
        "" | "identity" => return (sent, cut),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(&*sent)),
        // RFC 9110 section 8.4.1.2: zlib is meant, but some servers leave out its wrapper.
        "deflate" if sent.first().is_some_and(|byte| byte & 0x0F == 8) => {
            Box::new(ZlibDecoder::new(&*sent))
        }
        "deflate" => Box::new(DeflateDecoder::new(&*sent)),
        _ => {
            let message = format!("`{coding}` was not asked for");
            let cut = cut.or(Some(Cut::Coding(message)));
            return (sent.clone(), cut);
        }
    };
    let mut body = Vec::new();
    let done = reader
        .take(largest.saturating_add(1))
        .read_to_end(&mut body);
    if body.len() as u64 > largest {
        body.truncate(usize::try_from(largest).unwrap_or(usize::MAX));
        let message = format!("it unpacks to more than {largest} bytes");
        return (body.into(), Some(Cut::Coding(message)));
    }
    // A body that ended early cannot be unpacked to its end; that is told already.
    let broken = done.err().map(|error| Cut::Coding(error.to_string()));
    (body.into(), cut.or(broken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Bytes {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it").into()
    }

    fn of(coding: &str, sent: Bytes, largest: u64) -> (Bytes, Option<Cut>) {
        unpack(
            sent,
            None,
            &[Header::new("Content-Encoding", coding)],
            largest,
        )
    }

    #[test]
    fn codings_are_undone() {
        assert_eq!(of("gzip", gzip(b"abc"), 10), (Bytes::from("abc"), None));
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"abc").expect("memory takes it");
        let zlib: Bytes = zlib.finish().expect("memory takes it").into();
        assert_eq!(of("deflate", zlib, 10), (Bytes::from("abc"), None));
        assert_eq!(of("identity", "abc".into(), 1), (Bytes::from("abc"), None));
    }

    #[test]
    fn a_bomb_is_cut() {
        let bomb = gzip(&vec![b' '; 4 << 20]);
        assert!(bomb.len() < 8192);
        let (body, cut) = of("gzip", bomb, 1000);
        assert_eq!(body.len(), 1000);
        assert!(matches!(cut, Some(Cut::Coding(why)) if why.contains("more than 1000")));
    }

    #[test]
    fn broken_and_unknown_codings_are_told() {
        assert!(matches!(
            of("gzip", "abc".into(), 9).1,
            Some(Cut::Coding(_))
        ));
        let whole = gzip(b"abcdefgh");
        let half = whole.slice(..whole.len() - 6);
        assert!(matches!(of("gzip", half, 99).1, Some(Cut::Coding(_))));
        assert!(
            matches!(of("br", "abc".into(), 9).1, Some(Cut::Coding(why)) if why.contains("`br`"))
        );
    }
}
