// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/fingerprintmap.h"

#include <functional>
#include <string_view>
#include <zlib.h>

namespace matinee {
namespace {

constexpr std::size_t kFirstSlots = 1024; // a power of two, as every size that follows

} // namespace

FingerprintMap::FingerprintMap() : m_slots(kFirstSlots) { }

FingerprintMap::Place FingerprintMap::at(QByteArrayView text)
{
    if (m_used * 4 >= m_slots.size() * 3)
        grow();
    const auto size = std::size_t(text.size());
    // Not qHashBits(): its wide AES code stalls on bytes just written, a tenth of a whole import.
    const quint64 high = std::hash<std::string_view>{}({text.data(), size});
    const auto checksum = crc32_z(0, reinterpret_cast<const Bytef *>(text.data()), size);
    const quint32 low = quint32(checksum) | 1; // never the mark of a free slot
    Slot &slot = find(high, low);
    const bool isNew = slot.low == 0;
    if (isNew) {
        slot = {high, low, 0};
        ++m_used;
    }
    return {&slot.value, isNew};
}

FingerprintMap::Slot &FingerprintMap::find(quint64 high, quint32 low)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = std::size_t(high) & mask;
    while (m_slots[i].low != 0 && (m_slots[i].high != high || m_slots[i].low != low))
        i = (i + 1) & mask;
    return m_slots[i];
}

void FingerprintMap::grow()
{
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot &slot : old) {
        if (slot.low != 0)
            find(slot.high, slot.low) = slot;
    }
}

} // namespace matinee
