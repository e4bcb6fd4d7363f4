using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpsWorker.Functions.Http;

/// <summary>
/// The answer while ASP.NET Core makes it. It is kept whole in memory, since a function returns it in one piece; it
/// counts as started with the first byte of its body, as on a connection.
/// </summary>
internal sealed class LambdaResponse : IHttpResponseFeature, IHttpResponseBodyFeature, IDisposable
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _onStarting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _onCompleted = new();
    private readonly MemoryStream _body = new();
    private readonly LambdaResponseStream _stream;
    private PipeWriter? _writer;

    public LambdaResponse() => _stream = new LambdaResponseStream(_body, StartAsync);

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public bool HasStarted { get; private set; }

    public Stream Stream => _stream;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));

    /// <summary>The deprecated way to the body.</summary>
    Stream IHttpResponseFeature.Body
    {
        get => _stream;
        set => throw new NotSupportedException("Replace the feature IHttpResponseBodyFeature instead.");
    }

    /// <summary>The bytes of the body written so far.</summary>
    public ReadOnlySpan<byte> Written => _body.GetBuffer().AsSpan(0, (int)_body.Length);

    public void OnStarting(Func<object, Task> callback, object state)
    {
        if (HasStarted) throw new InvalidOperationException("The response has started.");
        _onStarting.Push((callback, state));
    }

    public void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Push((callback, state));

    public void DisableBuffering()
    {
        // The whole answer is returned at once in any case.
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted) return;
        while (_onStarting.TryPop(out var next)) await next.Callback(next.State);
        HasStarted = true;
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(_stream, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        if (_writer is not null) await _writer.FlushAsync();
        await StartAsync();
    }

    /// <summary>Runs what was to be run after the answer.</summary>
    public async Task RunOnCompletedAsync()
    {
        while (_onCompleted.TryPop(out var next)) await next.Callback(next.State);
    }

    public void Dispose() => _stream.Dispose();
}
