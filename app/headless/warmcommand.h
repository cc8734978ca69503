// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "app/headless/listcommand.h"
#include "models/catalog/imagesource.h"

namespace matinee {

/// `matinee warm`: walks a list so that its pages are kept, and with `--art` its posters. Progress on stderr. What is
/// kept and fresh is not asked for again, so a run that was broken off goes on where it was.
class WarmCommand final : public Command
{
    Q_OBJECT
public:
    WarmCommand(const HeadlessPorts &ports, ImageSource &images, const Invocation &invocation);
    void start() override;

private:
    void openFeed();
    void askPage(const PageKey &key);
    void onPage(const Page &page);
    void startPictures();
    void finishWhenDone();
    void tellProgress(bool isLast);

    HeadlessPorts m_ports;
    ImageSource &m_images;
    FeedKey m_feed;
    int m_pagesLeft; // 0: all
    bool m_withArt;
    Generation m_generation;
    std::deque<ImageKey> m_pictures; // to be asked for
    int m_picturesInFlight = 0;
    int m_pages = 0;
    qint64 m_titles = 0;
    int m_fetched = 0;
    int m_picturesKept = 0;
    int m_picturesFailed = 0;
    bool m_listDone = false;
    std::optional<Error> m_error;
};

} // namespace matinee
