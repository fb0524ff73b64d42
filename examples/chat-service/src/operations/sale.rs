//! `Sale` and its agent.

use super::Service;
use crate::present;
use crate::storage::carriers::Carrier;
use chat_server_stub::sale::{IdParameter, Sale, SimpleAnswer};
use chat_server_stub::sale_agent::{GetSaleParameters, SaleAgent};
use chat_server_stub::{Problem, Request, types};

impl Sale for Service {
    async fn simple(&self, request: Request<IdParameter>) -> Result<SimpleAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let stored = self.carrier(Carrier::Sale, request.parameters.id).await?;
        Ok(match stored {
            Some(stored) => SimpleAnswer::Ok(present::sale(&stored, &beholder)?),
            None => SimpleAnswer::NotFound,
        })
    }
}

impl SaleAgent for Service {
    async fn get_sale(&self, request: Request<GetSaleParameters>) -> Result<types::Sale, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.sale_id;
        let stored = self.known_carrier(Carrier::Sale, id).await?;
        Ok(present::sale(&stored, &beholder)?)
    }
}
