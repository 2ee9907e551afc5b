//! Calls between strait and programs in other languages.
//!
//! The other side is generated from the `.proto` that strait exports, never from one written by
//! hand: that the export is the contract is the promise under test.

mod contract;
mod grpcurl;
mod health;
mod keepalive;
mod leaves_schema;
mod loads;
mod official;
mod python;
mod python_client;
mod python_server;
mod python_tls;
mod reflection;
mod service;
