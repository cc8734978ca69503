// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace matinee {

/// Numbers by text, at 22 to 43 bytes a text whatever its length: a million names in 32 MB.
/// Texts are told apart by 95 bits of two hashes, so two of ten million count as one with a chance of about 1e-15.
/// One thread at a time.
class FingerprintMap
{
public:
    FingerprintMap();

    struct Place {
        quint32 *value; ///< 0 when new; valid until the next call
        bool isNew;
    };
    [[nodiscard]] Place at(QByteArrayView text);
    [[nodiscard]] std::size_t size() const { return m_used; }

private:
    struct Slot {
        quint64 high = 0;
        quint32 low = 0; // 0: free
        quint32 value = 0;
    };
    [[nodiscard]] Slot &find(quint64 high, quint32 low);
    void grow();

    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
};

} // namespace matinee
