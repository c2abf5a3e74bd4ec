//! A stack that needs no memory of its own while it is low.

use std::ops::{Deref, DerefMut};

/// A stack of up to `N` values in place, and of more in a list.
#[derive(Debug, Clone)]
pub(crate) struct Stack<T, const N: usize> {
    length: usize,
    /// The values while there are few. What lies beyond the length means nothing.
    few: [T; N],
    /// All values while there are more, and after that until there are none.
    many: Vec<T>,
}

impl<T: Default, const N: usize> Stack<T, N> {
    pub(super) fn new() -> Self {
        Self { length: 0, few: std::array::from_fn(|_| T::default()), many: Vec::new() }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        match self.few.get_mut(self.length) {
            Some(place) if self.many.is_empty() => *place = value,
            _ => self.push_beyond(value),
        }
        self.length += 1;
    }

    #[cold]
    fn push_beyond(&mut self, value: T) {
        if self.many.is_empty() {
            self.many.extend(self.few.iter_mut().map(std::mem::take));
        }
        self.many.push(value);
    }

    #[inline]
    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
        self.many.truncate(length);
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        self.truncate(0);
    }
}

impl<T: Default, const N: usize> Default for Stack<T, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, const N: usize> Deref for Stack<T, N> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        if self.many.is_empty() { self.few.get(..self.length).unwrap_or_default() } else { &self.many }
    }
}

impl<T, const N: usize> DerefMut for Stack<T, N> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        if self.many.is_empty() { self.few.get_mut(..self.length).unwrap_or_default() } else { &mut self.many }
    }
}

impl<T: Default, const N: usize> Extend<T> for Stack<T, N> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

#[cfg(test)]
mod tests {
    use super::Stack;

    #[test]
    fn it_is_a_list_of_any_length() {
        let (mut stack, mut list): (Stack<usize, 3>, Vec<usize>) = (Stack::new(), Vec::new());
        for step in 0..400 {
            // Up by three, down to anywhere.
            for value in 0..3 {
                stack.push(step + value);
                list.push(step + value);
                assert_eq!(*stack, *list);
            }
            let length = step * 7 % 11;
            stack.truncate(length);
            list.truncate(length);
            assert_eq!(*stack, *list);
            if let (Some(a), Some(b)) = (stack.last_mut(), list.last_mut()) {
                (*a, *b) = (1000, 1000);
            }
            assert_eq!(*stack, *list);
        }
    }
}
