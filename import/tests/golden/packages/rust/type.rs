pub mod r#mod;
