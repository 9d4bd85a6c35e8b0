//! Linchpin shows what really holds a marketing stack together.
//!
//! The modules are ranked: each uses lower ranks only (`docs/architecture.md`; `tests/it/house.rs` holds it).
#![forbid(unsafe_code)]

#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "used by the layers above, which come next")
)]
mod layout;
