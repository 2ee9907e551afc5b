//! Bytes of a message in which every field is set, made from its descriptor.

use prost::Message;
use prost_types::{
    DescriptorProto, FieldDescriptorProto, FileDescriptorSet,
    field_descriptor_proto::{Label, Type},
};
use strait_bench_harness::Error;

/// How often a message may contain itself.
const DEPTH: usize = 2;

/// All fields of the message of this full name (`.package.Message`), two elements in each list,
/// the first member of each oneof.
pub(crate) fn filled(message: &str) -> Result<Vec<u8>, Error> {
    let set = FileDescriptorSet::decode(strait_bench_codec::DESCRIPTORS)?;
    let mut path = Vec::new();
    Filler { set: &set }.message(message, &mut path)
}

struct Filler<'a> {
    set: &'a FileDescriptorSet,
}

impl<'a> Filler<'a> {
    fn message(&self, name: &str, path: &mut Vec<String>) -> Result<Vec<u8>, Error> {
        let message = self.find(name)?;
        path.push(name.to_owned());
        let mut out = Vec::new();
        let mut oneofs = Vec::new();
        for field in &message.field {
            if let (Some(oneof), false) = (field.oneof_index, field.proto3_optional()) {
                if oneofs.contains(&oneof) {
                    continue;
                }
                oneofs.push(oneof);
            }
            let times = if field.label() == Label::Repeated { 2 } else { 1 };
            for time in 0..times {
                self.field(field, time, path, &mut out)?;
            }
        }
        path.pop();
        Ok(out)
    }

    fn field(
        &self,
        field: &FieldDescriptorProto,
        time: u64,
        path: &mut Vec<String>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let number = u64::from(field.number().unsigned_abs());
        let seed = number + time;
        let (wire_type, value) = match field.r#type() {
            Type::Enum if field.type_name() == ".google.protobuf.NullValue" => (0, varint(0)),
            Type::Bool | Type::Enum => (0, varint(1)),
            // Small enough for the fraction of a timestamp.
            Type::Int32 | Type::Uint32 | Type::Sint32 => (0, varint(seed * 7_654 % 900_000)),
            Type::Int64 | Type::Uint64 | Type::Sint64 => (0, varint(seed * 16_777_213)),
            Type::Fixed64 | Type::Sfixed64 => (1, (seed * 16_777_213).to_le_bytes().into()),
            Type::Double => (1, (seed as f64).sqrt().to_le_bytes().into()),
            Type::Fixed32 | Type::Sfixed32 => (5, (seed as u32 * 7_654).to_le_bytes().into()),
            Type::Float => (5, (seed as f32).sqrt().to_le_bytes().into()),
            Type::String | Type::Bytes => {
                (2, prefixed(format!("{} {seed}", field.name()).as_bytes()))
            }
            Type::Message => {
                let name = field.type_name();
                if path.iter().filter(|outer| *outer == name).count() >= DEPTH {
                    return Ok(());
                }
                (2, prefixed(&self.message(name, path)?))
            }
            Type::Group => return Err(format!("{} is a group", field.name()).into()),
        };
        out.extend(varint(number << 3 | wire_type));
        out.extend(value);
        Ok(())
    }

    fn find(&self, name: &str) -> Result<&'a DescriptorProto, Error> {
        let in_file = |file: &'a prost_types::FileDescriptorProto| {
            let rest = name.strip_prefix('.')?.strip_prefix(file.package())?;
            let mut path = rest.strip_prefix('.')?.split('.');
            let first = path.next()?;
            let mut found = file.message_type.iter().find(|message| message.name() == first)?;
            for inner in path {
                found = found.nested_type.iter().find(|message| message.name() == inner)?;
            }
            Some(found)
        };
        let found = self.set.file.iter().find_map(in_file);
        found.ok_or_else(|| format!("no descriptor of {name}").into())
    }
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

fn prefixed(value: &[u8]) -> Vec<u8> {
    let mut out = varint(value.len() as u64);
    out.extend(value);
    out
}
