//! Linchpin shows what really holds a marketing stack together.
//!
//! The modules are ranked: each uses lower ranks only (`docs/architecture.md`; `tests/it/house.rs` holds it).
#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, reason = "lower layers come before the layers that use them")]

mod text;

mod diag;

mod stack;

mod yaml;

mod graph;

mod load;

mod layout;

mod fragility;

mod network;

mod impact;

mod rules;

mod analysis;

mod scenario;

mod map;

mod report;

mod export;

mod host;
