//! Texts out of pieces.

/// The pieces, one after the other. `concat` does the same and, by its checks, adds 2 kB of formatting to the wasm.
#[must_use]
pub fn join(pieces: &[&str]) -> String {
    let mut joined = String::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
    for piece in pieces {
        joined.push_str(piece);
    }
    joined
}
