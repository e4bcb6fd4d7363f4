namespace OpsWorker.Core.Tests;

public sealed class BoundedReadStreamTests
{
    private const int Limit = 100;

    [Theory]
    [InlineData(0)]
    [InlineData(Limit)]
    public async Task What_is_within_the_limit_is_read_whole(int length)
    {
        await using var stream = Of(length);
        using var read = new MemoryStream();

        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);

        read.Length.ShouldBe(length);
        stream.Position.ShouldBe(length);
    }

    [Fact]
    public async Task One_byte_more_is_refused_however_it_is_read()
    {
        await Should.ThrowAsync<InvalidDataException>(() => Of(Limit + 1).CopyToAsync(Stream.Null));
        Should.Throw<InvalidDataException>(() => Of(Limit + 1).CopyTo(Stream.Null)).Message.ShouldBe("There are more than 100 bytes.");
        Should.Throw<InvalidDataException>(() => Of(Limit + 1).ReadExactly(new byte[Limit + 1]));
        await using var byByte = Of(Limit + 1);
        for (var i = 0; i < Limit; i++) byByte.ReadByte().ShouldBe(0);
        Should.Throw<InvalidDataException>(() => byByte.ReadByte());
    }

    [Fact]
    public void It_can_only_be_read()
    {
        using var stream = Of(1);

        (stream.CanRead, stream.CanSeek, stream.CanWrite).ShouldBe((true, false, false));
        Should.Throw<NotSupportedException>(() => stream.Length);
        Should.Throw<NotSupportedException>(() => stream.Position = 0);
        Should.Throw<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Should.Throw<NotSupportedException>(() => stream.SetLength(0));
        Should.Throw<NotSupportedException>(() => stream.Write([1], 0, 1));
    }

    private static BoundedReadStream Of(int length) => new(new MemoryStream(new byte[length]), Limit);
}
