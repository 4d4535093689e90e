//! How somebody reaches the community, in a sentence.

use super::community::Community;
use super::html::Html;

impl Community {
    /// Telephone and address; a board that names neither still has a door.
    pub(super) fn contact(&self) -> Html {
        let mut html = Html::default();
        let (phone, address) = (self.phone(), self.address());
        if !phone.is_empty() {
            html.mark("打电话 ").quote(phone);
        }
        if !address.is_empty() {
            html.mark(if phone.is_empty() {
                "到"
            } else {
                "，或者到"
            });
            html.quote(address).mark("当面说");
        }
        if phone.is_empty() && address.is_empty() {
            html.mark("到社区办公的地方当面说");
        }
        html
    }
}
