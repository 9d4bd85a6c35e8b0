//! The golden figures, brute force on small structures, and what holds for every stack.

mod golden;
mod stacks;
mod structures;

use super::structure::Segment;
use super::*;
