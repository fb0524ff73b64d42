//! Opening hours.

use crate::storage::topics::Topic;
use crate::storage::{Failure, Instant};
use chat_server_stub::DateTime;
use chat_server_stub::types::{ChatOpeningHours, ChatTopicEntity};
use jiff::civil::Weekday;
use jiff::tz::Offset;

/// Whether a topic is open: always, unless it keeps to its opening hours.
///
/// Hours are those of a clock beside the topic, which is as far from UTC as the hours say.
pub(crate) fn is_open(topic: &Topic, now: Instant) -> Result<bool, Failure> {
    let entity: ChatTopicEntity = serde_json::from_str(&topic.body)?;
    if !entity.opening_hours_enabled.unwrap_or(false) {
        return Ok(true);
    }
    Ok(entity
        .opening_hours
        .is_none_or(|hours| is_within(&hours, now)))
}

fn is_within(hours: &ChatOpeningHours, now: Instant) -> bool {
    let day = |weekday: Weekday| match weekday {
        Weekday::Monday => (hours.mon_enabled, &hours.mon_start, &hours.mon_stop),
        Weekday::Tuesday => (hours.tue_enabled, &hours.tue_start, &hours.tue_stop),
        Weekday::Wednesday => (hours.wed_enabled, &hours.wed_start, &hours.wed_stop),
        Weekday::Thursday => (hours.thu_enabled, &hours.thu_start, &hours.thu_stop),
        Weekday::Friday => (hours.fri_enabled, &hours.fri_start, &hours.fri_stop),
        Weekday::Saturday => (hours.sat_enabled, &hours.sat_start, &hours.sat_stop),
        Weekday::Sunday => (hours.sun_enabled, &hours.sun_start, &hours.sun_stop),
    };
    let offset = hours
        .mon_start
        .as_ref()
        .and_then(|start| start.zoned().ok());
    let offset = offset.map_or(Offset::UTC, |start| start.offset());
    let at = offset.to_datetime(now.timestamp());
    let (is_enabled, start, stop) = day(at.weekday());
    let is_between = |start: &Option<DateTime>, stop: &Option<DateTime>| {
        let time = |one: &Option<DateTime>| one.as_ref()?.civil().ok().map(|one| one.time());
        match (time(start), time(stop)) {
            (Some(start), Some(stop)) => (start..stop).contains(&at.time()),
            _ => false,
        }
    };
    let is_lunch =
        hours.use_lunch_hours.unwrap_or(false) && is_between(&hours.lunch_start, &hours.lunch_stop);
    is_enabled.unwrap_or(false) && is_between(start, stop) && !is_lunch
}
