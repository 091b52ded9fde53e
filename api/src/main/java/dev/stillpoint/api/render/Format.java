package dev.stillpoint.api.render;

/** The two ways in which an answer is written. */
public enum Format {
  JSON("application/json;charset=utf-8") {
    @Override
    public byte[] write(String root, Node.Struct answer) {
      return JsonText.write(answer);
    }
  },
  XML("text/xml;charset=utf-8") {
    @Override
    public byte[] write(String root, Node.Struct answer) {
      return XmlText.write(root, answer);
    }
  };

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** The value of the Content-Type header, exactly as the SDKs compare it. */
  public String contentType() {
    return contentType;
  }

  /**
   * Writes an answer as UTF-8.
   *
   * @param root name of the outermost element; only XML shows it
   */
  public abstract byte[] write(String root, Node.Struct answer);
}
