//! The views: how they look at three sizes, and what keys do in them.

mod mending;
mod plans;
mod simulations;
mod tables;
