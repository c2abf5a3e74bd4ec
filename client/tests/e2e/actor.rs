//! Somebody who works with groups and contacts of their own in a mailbox that others use at the same time, and who knows
//! what must be in it.

use std::collections::{BTreeMap, BTreeSet};

use ews_im::types::{
    AddImContactToGroup, AddImGroup, AddNewImContactToGroup, GetImItemList, GetImItems, ItemId,
    RemoveContactFromImList, RemoveImContactFromGroup, RemoveImGroup, ResponseCode, SetImGroup,
};
use ews_im::{CallOptions, Error, ImRequest, Operation};

use crate::clients::AnyClient;
use crate::scene::{item_ids, primary, sources, text};

/// Where contacts go that are in no other group.
const OTHER: &str = "Other Contacts";
/// How many names of groups all actors of a mailbox fight for.
pub(crate) const N_SHARED: usize = 4;

pub(crate) struct Actor {
    name: String,
    client: AnyClient,
    options: CallOptions,
    chance: fastrand::Rng,
    n_names: usize,
    /// The groups, by name, with their identifiers.
    pub(crate) groups: BTreeMap<String, String>,
    /// The contacts, by identifier, with the names of the groups that they are in.
    pub(crate) contacts: BTreeMap<String, BTreeSet<String>>,
    /// The groups that others wanted as well.
    pub(crate) won: Vec<String>,
    pub(crate) n_calls: u64,
}

impl Actor {
    pub(crate) fn new(number: usize, client: AnyClient, mailbox: &str) -> Self {
        Self {
            name: format!("Actor {number}"),
            client,
            options: CallOptions::new().impersonate(primary(mailbox)),
            chance: fastrand::Rng::with_seed(number as u64),
            n_names: 0,
            groups: BTreeMap::new(),
            contacts: BTreeMap::new(),
            won: Vec::new(),
            n_calls: 0,
        }
    }

    pub(crate) async fn play(mut self, n_calls: u64) -> Self {
        while self.n_calls < n_calls {
            self.step().await;
        }
        self
    }

    /// Makes a call at most.
    async fn step(&mut self) {
        match self.chance.u8(..100) {
            0..15 => self.add_group().await,
            15..25 => self.rename_group().await,
            25..32 => self.remove_group().await,
            32..50 => self.add_contact().await,
            50..62 => self.join().await,
            62..74 => self.leave().await,
            74..80 => self.remove_contact().await,
            80..90 => self.look_at_own().await,
            90..92 => self.look_at_all().await,
            92..97 => self.fight_for_group().await,
            _ => self.remove_nothing().await,
        }
    }

    async fn call<R: ImRequest>(&mut self, request: &R) -> Result<<R::Im as Operation>::Response, Error> {
        self.n_calls += 1;
        let outcome = self.client.wait_for(request, &self.options).await;
        let response = outcome?;
        assert_eq!(response.call.attempts, 1);
        Ok(response.message)
    }

    /// A call that must succeed.
    async fn done<R: ImRequest>(&mut self, request: &R) -> <R::Im as Operation>::Response {
        let name = self.name.clone();
        self.call(request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn new_name(&mut self) -> String {
        self.n_names += 1;
        format!("{} {}", self.name, self.n_names)
    }

    /// One of the own groups.
    fn some_group(&mut self) -> Option<(String, ItemId)> {
        let (name, id) = self.groups.iter().nth(self.chance.usize(..self.groups.len().max(1)))?;
        Some((name.clone(), ItemId::new(id)))
    }

    fn some_contact(&mut self) -> Option<ItemId> {
        self.contacts.keys().nth(self.chance.usize(..self.contacts.len().max(1))).map(ItemId::new)
    }

    async fn add_group(&mut self) {
        if self.groups.len() == 5 {
            return;
        }
        let name = self.new_name();
        let group = self.done(&AddImGroup::new(&*name).unwrap()).await.im_group.unwrap();
        assert_eq!(&*group.display_name, name);
        self.groups.insert(name, group.exchange_store_id.unwrap().id);
    }

    async fn rename_group(&mut self) {
        let Some((old, id)) = self.some_group() else { return };
        let new = self.new_name();
        self.done(&SetImGroup::new(id.clone(), &*new).unwrap()).await;
        self.groups.remove(&old);
        self.groups.insert(new.clone(), id.id);
        for groups in self.contacts.values_mut().filter(|groups| groups.contains(&old)) {
            groups.remove(&old);
            groups.insert(new.clone());
        }
    }

    async fn remove_group(&mut self) {
        let Some((name, id)) = self.some_group() else { return };
        self.done(&RemoveImGroup::new(id)).await;
        self.groups.remove(&name);
        for groups in self.contacts.values_mut().filter(|groups| groups.contains(&name)) {
            groups.remove(&name);
            if groups.is_empty() {
                groups.insert(OTHER.to_owned());
            }
        }
    }

    async fn add_contact(&mut self) {
        if self.contacts.len() == 12 {
            return;
        }
        let group = self.some_group();
        let address = format!("{}@contoso.com", self.new_name().replace(' ', "-"));
        let mut request = AddNewImContactToGroup::new(&*address).unwrap();
        request.display_name = Some(text(&self.name));
        request.group_id = group.as_ref().map(|(_, id)| id.clone());
        let persona = self.done(&request).await.persona.unwrap();
        assert_eq!(persona.im_address.as_deref(), Some(&*address));
        let [source] = sources(&persona)[..] else { panic!("{persona:?}") };
        let group = group.map_or(OTHER.to_owned(), |(name, _)| name);
        self.contacts.insert(source.to_owned(), BTreeSet::from([group]));
    }

    async fn join(&mut self) {
        let (Some(contact), Some((name, group))) = (self.some_contact(), self.some_group()) else { return };
        let mut request = AddImContactToGroup::new(contact.clone());
        request.group_id = Some(group);
        self.done(&request).await;
        self.contacts.get_mut(&contact.id).unwrap().insert(name);
    }

    /// Out of its last group the contact is gone.
    async fn leave(&mut self) {
        let Some(contact) = self.some_contact() else { return };
        let name = self.contacts[&contact.id].iter().find(|name| *name != OTHER).cloned();
        let Some(name) = name else { return };
        let group = ItemId::new(&*self.groups[&name]);
        self.done(&RemoveImContactFromGroup::new(contact.clone(), group)).await;
        let groups = self.contacts.get_mut(&contact.id).unwrap();
        groups.remove(&name);
        if groups.is_empty() {
            self.contacts.remove(&contact.id);
        }
    }

    async fn remove_contact(&mut self) {
        let Some(contact) = self.some_contact() else { return };
        self.done(&RemoveContactFromImList::new(contact.clone())).await;
        self.contacts.remove(&contact.id);
    }

    async fn look_at_own(&mut self) {
        if self.groups.is_empty() || self.contacts.is_empty() {
            return;
        }
        let request = GetImItems {
            contact_ids: item_ids(self.contacts.keys().map(ItemId::new)),
            group_ids: item_ids(self.groups.values().map(ItemId::new)),
            ..GetImItems::default()
        };
        let list = self.done(&request).await.im_item_list.unwrap();
        let groups = list.groups.unwrap().im_group;
        let told: BTreeSet<_> = groups.iter().map(|group| &*group.display_name).collect();
        assert_eq!(told, self.groups.keys().map(String::as_str).collect());
        for group in &groups {
            let members = group.member_correlation_key.iter().flat_map(|keys| &keys.item_id);
            let told: BTreeSet<_> = members.map(|key| &*key.id).collect();
            let name: &str = &group.display_name;
            let own = self.contacts.iter().filter(|(_, groups)| groups.contains(name)).map(|(id, _)| &**id);
            assert_eq!(told, own.collect(), "{name}");
        }
        assert_eq!(list.personas.unwrap().persona.len(), self.contacts.len());
    }

    async fn look_at_all(&mut self) {
        let list = self.done(&GetImItemList::default()).await.im_item_list.unwrap();
        let groups = list.groups.unwrap().im_group;
        let own: Vec<_> = groups.iter().filter(|group| self.groups.contains_key(&*group.display_name)).collect();
        assert_eq!(own.len(), self.groups.len());
        let personas: Vec<_> = list.personas.map(|personas| personas.persona).unwrap_or_default();
        let told: BTreeSet<_> = personas.iter().flat_map(sources).collect();
        assert!(self.contacts.keys().all(|contact| told.contains(&**contact)));
    }

    /// A group that others want as well: one gets it, the others are told.
    async fn fight_for_group(&mut self) {
        let name = format!("Shared {}", self.chance.usize(..N_SHARED));
        match self.call(&AddImGroup::new(&*name).unwrap()).await {
            Ok(_) => self.won.push(name),
            Err(error) => {
                let code = error.response_code();
                assert_eq!(code, Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists), "{error:?}");
            }
        }
    }

    async fn remove_nothing(&mut self) {
        let request = RemoveImGroup::new(ItemId::new("AAMkAGQ1MjJjMTBkLTc4Y2UtNDAAAQKAAA="));
        let error = self.call(&request).await.unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
    }
}
