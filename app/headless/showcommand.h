// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless/listcommand.h"

namespace matinee {

/// `matinee show`: everything known of one title.
class ShowCommand final : public Command
{
    Q_OBJECT
public:
    ShowCommand(const HeadlessPorts &ports, const Invocation &invocation);
    void start() override;

private:
    void print(const TitleDetails &details, std::optional<bool> favorite);

    HeadlessPorts m_ports;
    TitleId m_title;
    std::unique_ptr<TitleWriter> m_writer;
};

} // namespace matinee
