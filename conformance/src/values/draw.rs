//! Numbers that look random and are not: the same for a seed and a place, on every machine.

/// A number for a place, such as a JSON pointer. Another bit of the place gives an unrelated number.
pub(super) fn draw(seed: u64, place: &str) -> u64 {
    // FNV-1a, then the finish of SplitMix64: neither may change, or seeds would mean something else.
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = place.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
