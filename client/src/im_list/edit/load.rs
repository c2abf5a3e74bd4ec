//! Loading a list, and what concerns it as a whole.

use ews_im_types::{GetImItemList, NonEmptyArrayOfExtendedFieldUris, PathToExtendedField, SetImListMigrationCompleted};

use crate::im_list::{AnyClient, ImList, ListError, Warning};

impl ImList {
    /// Loads the list of the mailbox: `GetImItemList`. [`ImListBuilder`](crate::im_list::ImListBuilder) makes one of an
    /// answer that is read as a stream.
    ///
    /// # Errors
    /// If the call fails, or its answer has no list.
    pub fn load<'a, C: AnyClient>(client: &'a C) -> C::Outcome<'a, Result<Self, ListError>> {
        Self::load_with(client, [])
    }

    /// The same with extended properties of contacts and groups, as far as they have them:
    /// [`Persona::extended_properties`](ews_im_types::Persona) and
    /// [`Group::extended_properties`](crate::im_list::Group::extended_properties).
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_with<'a, C: AnyClient>(
        client: &'a C,
        properties: impl IntoIterator<Item = PathToExtendedField>,
    ) -> C::Outcome<'a, Result<Self, ListError>> {
        let extended_property: Vec<PathToExtendedField> = properties.into_iter().collect();
        let is_asked_for = !extended_property.is_empty();
        let properties = is_asked_for.then_some(NonEmptyArrayOfExtendedFieldUris { extended_property });
        let request = GetImItemList { extended_properties: properties.clone() };
        C::outcome(async move {
            let operation = "GetImItemList";
            let response = client.ask(&request).await?;
            let warnings = Warning::of(operation, &response).into_iter().collect();
            let list = response.im_item_list.ok_or(ListError::Unidentified { operation, missing: "ImItemList" })?;
            Ok(Self { warnings, properties, ..Self::from(list) })
        })
    }

    /// Says whether the contact list has been moved to this server from another one: `SetImListMigrationCompleted`.
    ///
    /// # Errors
    /// If the call fails.
    pub fn set_migration_completed<'a, C: AnyClient>(
        &'a mut self,
        client: &'a C,
        completed: bool,
    ) -> C::Outcome<'a, Result<(), ListError>> {
        C::outcome(async move {
            self.warnings.clear();
            self.call(client, &SetImListMigrationCompleted::new(completed)).await?;
            Ok(())
        })
    }
}
