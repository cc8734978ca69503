// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/contenthash.h"

#include "cache/cataloguefile/import/cataloguereader.h"

using namespace Qt::StringLiterals;

namespace matinee {

Result<QString> catalogueContentHash(const QString &path, bool offerArchiveSearch)
{
    auto file = openCatalogueFile(path);
    if (!file)
        return tl::unexpected(file.error());
    QCryptographicHash hash(kContentHashAlgorithm);
    if (!hash.addData(file->get()))
        return fail(ErrorKind::Storage, u"cannot be read: "_s + (*file)->errorString(), path);
    return catalogueContentHash(hash.result(), offerArchiveSearch);
}

QString catalogueContentHash(const QByteArray &bytesHash, bool offerArchiveSearch)
{
    QCryptographicHash hash(kContentHashAlgorithm);
    hash.addData(bytesHash);
    hash.addData(QByteArray::number(kImporterVersion));
    hash.addData(offerArchiveSearch ? QByteArrayView("+search") : QByteArrayView());
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace matinee
