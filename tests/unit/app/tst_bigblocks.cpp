// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QTest>

#ifdef Q_OS_LINUX
#include <malloc.h>
#endif

#include <vector>

#include "app/bigblocks.h"

namespace matinee {

class TestBigBlocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void postersAreApartHoweverLargeTheOnesThatWent();
};

void TestBigBlocks::postersAreApartHoweverLargeTheOnesThatWent()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("AddressSanitizer's malloc stands in for glibc's");
#elif defined(__GLIBC__)
    keepBigBlocksApart();
    const auto apart = mallinfo2().hblks;
    (void)QImage(1280, 720, QImage::Format_RGB32); // such as this raise glibc's own limit when they are freed
    std::vector<QImage> posters;
    constexpr int kPosters = 100;
    for (int i = 0; i < kPosters; ++i)
        posters.emplace_back(110, 165, QImage::Format_RGB32); // the smallest there are
    // Some fill what lies free in the heap, which holds no more than its kept end.
    QVERIFY2(mallinfo2().hblks >= apart + kPosters * 8 / 10, qPrintable(QString::number(mallinfo2().hblks)));
    posters.clear();
    QCOMPARE(mallinfo2().hblks, apart);
#else
    QSKIP("only glibc is told");
#endif
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestBigBlocks)
#include "tst_bigblocks.moc"
