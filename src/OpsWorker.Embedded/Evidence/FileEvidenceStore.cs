using System.Runtime.InteropServices;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Embedded.Evidence;

/// <summary>
/// Evidence as files: <c>ORGANISATION/PART+/PART+/NAME</c>. No key can contain a <c>+</c>, so folders and files never
/// collide. Writes are atomic.
/// </summary>
internal sealed class FileEvidenceStore : IEvidenceStore
{
    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(7);

    private readonly string _folder;
    private readonly string _unfinished;
    private readonly EvidenceUploads _uploads;
    private readonly Func<Uri> _baseUrl;
    private readonly TimeProvider _time;

    public FileEvidenceStore(string folder, EvidenceUploads uploads, Func<Uri> baseUrl, TimeProvider time)
    {
        _folder = folder;
        _uploads = uploads;
        _baseUrl = baseUrl;
        _time = time;
        _unfinished = Path.Combine(folder, "+unfinished");

        // Leftovers of a killed process; no other process uses the folder.
        if (Directory.Exists(_unfinished)) Directory.Delete(_unfinished, recursive: true);
        Directory.CreateDirectory(_unfinished);
    }

    /// <inheritdoc/>
    public async Task PutAsync(
        OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(organisation, key);
        if (content.Length > IEvidenceStore.MaxBytes)
        {
            throw new ArgumentException(
                $"Evidence has {content.Length} bytes; {IEvidenceStore.MaxBytes} are allowed.", nameof(content));
        }

        using var stream = MemoryMarshal.TryGetArray(content, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        await StoreAsync(path, stream, cancellationToken);
    }

    /// <summary>Stores an upload as it comes in, without holding it in memory.</summary>
    /// <exception cref="InvalidDataException">It is larger than <see cref="IEvidenceStore.MaxBytes"/>; nothing is stored.</exception>
    public async Task ReceiveAsync(EvidenceUpload upload, Stream content, CancellationToken cancellationToken)
    {
        await using var bounded = new BoundedReadStream(content, IEvidenceStore.MaxBytes);
        await StoreAsync(PathOf(upload.Organisation, upload.Key), bounded, cancellationToken);
    }

    private async Task StoreAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(_unfinished, Identifier.New("file"));
        try
        {
            await WriteAsync(unfinished, content, cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> GetAsync(
        OrganisationId organisation, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(organisation, key), cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<Uri> CreateUploadAsync(
        OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken)
    {
        Check(organisation, key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(validFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(validFor, LongestUpload);
        var token = _uploads.Write(new EvidenceUpload(organisation, key, _time.GetUtcNow() + validFor));
        return Task.FromResult(new Uri(_baseUrl(), $"v1/uploads/{token}"));
    }

    /// <summary>Removes evidence that was written before a time, with the folders that held nothing else.</summary>
    public void RemoveOlderThan(DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folder = Path.GetDirectoryName(file)!;
            if (folder == _unfinished || File.GetLastWriteTimeUtc(file) >= oldest.UtcDateTime) continue;
            File.Delete(file);
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static void Check(OrganisationId organisation, string key)
    {
        EvidenceKey.Check(key);
        if (!EvidenceKey.IsPart(organisation.Value))
        {
            throw new ArgumentException("An organisation id has letters, digits, '-', '_' and '.'.", nameof(organisation));
        }
    }

    private string PathOf(OrganisationId organisation, string key)
    {
        Check(organisation, key);
        return Path.Combine(_folder, organisation.Value, key.Replace("/", "+/", StringComparison.Ordinal));
    }
}
