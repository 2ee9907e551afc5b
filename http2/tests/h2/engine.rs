//! Our side of a plan.

use std::collections::BTreeMap;

use bytes::{Buf as _, Bytes, BytesMut};
use strait_http2::{
    Collect, Config, Connection, ConnectionError, Event, Reason,
    hpack::{Field, Indexing},
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, split};

use crate::plan::*;

/// Keeps all fields.
pub(crate) struct All;

impl Collect for All {
    type Head = Fields;

    fn begin(&mut self) -> Fields {
        Vec::new()
    }

    fn field(&mut self, head: &mut Fields, field: &Field<'_>, value: &[u8]) {
        head.push((String::from_utf8_lossy(&field.name).into_owned(), value.to_vec()));
    }
}

/// A call as one side sees it.
struct Flow {
    call: usize,
    to_send: Bytes,
    trailers: Option<Fields>,
    /// Whether all is sent.
    sent: bool,
    resets: Option<usize>,
    over: bool,
}

pub(crate) struct Side {
    engine: Connection<All>,
    plan: Plan,
    is_server: bool,
    /// Whether h2 has told its settings. A client begins no call before: of what came under the
    /// larger window that holds until then h2 never tells what it released (below half of that),
    /// and stands still.
    settled: bool,
    /// Calls that a client has begun.
    begun: usize,
    flows: BTreeMap<u32, Flow>,
    got: Vec<Got>,
}

pub(crate) fn config(stream_window: u32) -> Config {
    Config { stream_window, max_header_list_size: 1 << 20, ..Config::default() }
}

impl Side {
    pub(crate) fn new(plan: &Plan, is_server: bool) -> Self {
        let engine = match is_server {
            true => Connection::server(config(plan.server_window), All),
            false => Connection::client(config(plan.client_window), All),
        };
        let got = vec![Got::default(); plan.calls.len()];
        Self {
            engine,
            plan: plan.clone(),
            is_server,
            settled: false,
            begun: 0,
            flows: BTreeMap::new(),
            got,
        }
    }

    /// Runs the connection to its end: a client's when all calls are over, a server's when the
    /// client is gone.
    pub(crate) async fn run(mut self, io: DuplexStream) -> Vec<Got> {
        let (mut reader, mut writer) = split(io);
        let mut input = BytesMut::new();
        loop {
            self.turn(&mut input).expect("h2 breaks no rule");
            let finished =
                self.begun == self.plan.calls.len() && self.flows.values().all(|flow| flow.over);
            let output = self.engine.output();
            if output.has_remaining() {
                tokio::select! {
                    written = writer.write(output.chunk()) => match written {
                        Ok(len) => output.advance(len),
                        Err(_) => return self.got,
                    },
                    read = reader.read_buf(&mut input) => if read.unwrap_or(0) == 0 {
                        return self.got;
                    },
                }
                self.engine.make_room();
            } else if finished && !self.is_server
                || reader.read_buf(&mut input).await.unwrap_or(0) == 0
            {
                return self.got;
            }
        }
    }

    /// Takes what came, and sends what may be sent.
    fn turn(&mut self, input: &mut BytesMut) -> Result<(), ConnectionError> {
        while let Some(event) = self.engine.poll_event(input)? {
            self.event(event);
        }
        while !self.is_server && self.settled && self.begun < self.plan.calls.len() {
            let request = &self.plan.calls[self.begun].request;
            let path = format!("/{}", self.begun);
            let Ok(id) = self.engine.open(false, |block| {
                block.field(":method", b"POST", Indexing::Incremental);
                block.field(":scheme", b"http", Indexing::Incremental);
                block.field(":authority", b"test", Indexing::Incremental);
                block.field(":path", path.as_bytes(), Indexing::Incremental);
                write(block, &request.head);
            }) else {
                break;
            };
            self.begin(id, self.begun);
            self.begun += 1;
        }
        let ids: Vec<u32> = self.flows.keys().copied().collect();
        ids.into_iter().for_each(|id| self.send(id));
        Ok(())
    }

    fn begin(&mut self, id: u32, call: usize) {
        let planned = &self.plan.calls[call];
        let (message, resets) = match self.is_server {
            true => (&planned.response, planned.server_resets),
            false => (&planned.request, planned.client_resets),
        };
        let (to_send, trailers) = (message.body.clone().into(), message.trailers.clone());
        self.flows.insert(id, Flow { call, to_send, trailers, sent: false, resets, over: false });
    }

    fn event(&mut self, event: Event<Fields>) {
        match event {
            Event::Settings => self.settled = true,
            Event::Headers { stream, head, end, .. } => {
                if self.is_server {
                    let path = head.iter().find(|(name, _)| name == ":path").expect("a path");
                    let call = String::from_utf8_lossy(&path.1[1..]).parse().expect("a number");
                    self.begin(stream, call);
                    let response = &self.plan.calls[call].response;
                    self.engine.send_headers(stream, false, |block| {
                        block.field(":status", b"200", Indexing::Incremental);
                        write(block, &response.head);
                    });
                }
                let got = &mut self.got[self.flows[&stream].call];
                let mut fields: Fields =
                    head.into_iter().filter(|(name, _)| name.starts_with("x-")).collect();
                fields.sort();
                (got.head, got.ended) = (Some(fields), end);
            }
            Event::Data { stream, data, end } => {
                let got = &mut self.got[self.flows[&stream].call];
                got.body.extend(&data);
                got.ended = end;
                self.engine.release(stream, data.len());
            }
            Event::Trailers { stream, mut head, .. } => {
                let got = &mut self.got[self.flows[&stream].call];
                head.sort();
                (got.trailers, got.ended) = (Some(head), true);
            }
            Event::Reset { stream, reason, fault } => {
                assert_eq!(fault, None, "h2 breaks no rule");
                let flow = self.flows.get_mut(&stream).expect("a known stream");
                flow.over = true;
                self.got[flow.call].reset = Some(reason.0);
            }
            Event::Unprocessed { .. } => panic!("nothing was refused"),
            _ => {}
        }
    }

    fn send(&mut self, id: u32) {
        let Some(flow) = self.flows.get_mut(&id).filter(|flow| !flow.over) else { return };
        let got = &self.got[flow.call];
        // Whoever gives up does so in the middle.
        if flow.resets.is_some_and(|after| after <= got.body.len()) && !(got.ended && flow.sent) {
            let code = if self.is_server { SERVER_RESETS } else { CLIENT_RESETS };
            self.engine.reset(id, Reason(code));
            flow.over = true;
            return;
        }
        if !flow.sent {
            let capacity = self.engine.capacity(id).unwrap_or(0);
            let piece = flow.to_send.split_to(capacity.min(flow.to_send.len()));
            self.engine.send_data(id, piece, false);
            if flow.to_send.is_empty() && (!self.is_server || got.ended) {
                flow.sent = true;
                match flow.trailers.take() {
                    Some(fields) => self.engine.send_trailers(id, |block| write(block, &fields)),
                    None => self.engine.send_data(id, Bytes::new(), true),
                }
            }
        }
        flow.over = flow.sent && got.ended;
    }
}

fn write(block: &mut strait_http2::Block<'_>, fields: &Fields) {
    for (at, (name, value)) in fields.iter().enumerate() {
        let all = [Indexing::Incremental, Indexing::Without, Indexing::Never];
        block.field(name.as_str(), value, all[at % 3]);
    }
}
