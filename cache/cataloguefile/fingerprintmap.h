// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace matinee {

/// Numbers by text, at 16 bytes a text whatever its length: a million names in memory beside a file of them.
/// Texts are told apart by 96 bits of two randomly seeded hashes, so two may count as one with a chance below 1e-15
/// for ten million. One thread at a time.
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
        quint64 high = 0; // 0 and 0: free
        quint32 low = 0;
        quint32 value = 0;
    };
    [[nodiscard]] Slot &find(quint64 high, quint32 low);
    void grow();

    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
    const std::size_t m_seedHigh;
    const std::size_t m_seedLow;
};

} // namespace matinee
