//! What strait-import writes, and what it refuses, beside the files that say so.

mod golden;
mod refused;
mod sets;
mod stable;
