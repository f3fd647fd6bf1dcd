//! The dictionary of an encrypted PDF to its cipher, where the file opens without a password.

use super::object::{Dictionary, Object};

/// Deciphers the strings and streams of a file.
pub(super) struct Cipher {}

impl Cipher {
    /// Makes the cipher of a file that anybody may open; none where a password is needed.
    pub(super) fn without_password(_dictionary: &Dictionary, _id: &[u8]) -> Option<Self> {
        None
    }

    /// Deciphers all strings in an object.
    pub(super) fn decipher_strings(&self, _object: &mut Object, _number: u32, _generation: u16) {}

    /// Deciphers the bytes of one stream or string.
    pub(super) fn decipher(&self, bytes: &[u8], _number: u32, _generation: u16, _stream: bool) -> Vec<u8> {
        bytes.to_vec()
    }
}
