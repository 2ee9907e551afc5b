pub mod mod_;
